import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';

/** A PNG's header with these dimensions: enough for a server that reads no pixels. */
export function png(width: number, height: number, size = 100): Uint8Array<ArrayBuffer> {
  const data = Buffer.alloc(Math.max(size, 33));
  data.write('\x89PNG\r\n\x1a\n', 'latin1');
  data.writeUInt32BE(13, 8);
  data.write('IHDR', 12, 'latin1');
  data.writeUInt32BE(width, 16);
  data.writeUInt32BE(height, 20);
  deflateSync(Buffer.alloc(1)).copy(data, 24);
  return new Uint8Array(data);
}

export const buttons = (...row: Record<string, unknown>[]) => ({ inline_keyboard: [row] });

/** A sandbox for all tests of a file, on a clock that they move, and somebody new for each of them. */
export class ChatWorld {
  /** Milliseconds since 1970. */
  now = Date.UTC(2026, 0, 1);
  #telegram: TelegramServer | undefined;
  #anna: SandboxPerson | undefined;

  constructor() {
    beforeAll(async () => {
      this.#telegram = await serveTelegram({ clock: () => this.now });
    });
    afterAll(() => this.#telegram?.close());
    beforeEach(() => {
      this.#anna = this.telegram.world.person({ firstName: 'Анна', phone: '+79051234567' });
      this.#anna.start();
    });
  }

  get telegram(): TelegramServer {
    if (!this.#telegram) throw new Error('No test has begun');
    return this.#telegram;
  }

  get anna(): SandboxPerson {
    if (!this.#anna) throw new Error('No test has begun');
    return this.#anna;
  }

  readonly send = (params: Record<string, unknown>) =>
    this.telegram.call('sendMessage', { chat_id: this.anna.id, text: 'x', ...params });
}
