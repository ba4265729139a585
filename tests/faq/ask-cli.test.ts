import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

// A process of its own begins anew with everything.
vi.setConfig({ testTimeout: 60_000 });

const Answer = z.strictObject({
  id: z.union([z.string(), z.number()]),
  outcome: z.enum(['answer', 'suggest', 'human', 'none']),
  intents: z
    .array(z.strictObject({ intent: z.string(), confidence: z.number().min(0).max(1) }))
    .min(1)
    .max(3),
  ms: z.number().nonnegative(),
});

/** Runs the command without any setting, as on a machine that has no bot. */
async function faqAsk(args: string[], input: string): Promise<{ out: string; err: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/cli.ts', 'faq', 'ask', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

describe('faq ask', () => {
  it('answers lines with lines in their order, and passes over what is no question', async () => {
    const { out, err, code } = await faqAsk(
      ['--json'],
      [
        '{"id":"a","text":"где мой qr-код","lang":"ru"}',
        'not json',
        '{"id":7,"text":"I want to talk to a human","lang":"fr"}',
        '',
        '{"id":"no text"}',
        '{"id":"b","text":""}',
        '[1]',
        '{"id":"c","text":"what is the weather like today","more":true}',
      ].join('\n'),
    );
    const answers = out
      .trim()
      .split('\n')
      .map((line) => Answer.parse(JSON.parse(line)));
    expect(answers.map(({ id }) => id)).toEqual(['a', 7, 'b', 'c']);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['answer', 'human', 'none', 'none']);
    expect(answers[0]?.intents[0]?.intent).toBe('isu.qr_where');
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => /^line (\d+): /.exec(line)?.[1]),
    ).toEqual(['2', '5', '7']);
    expect(err).toContain('"text"');
    expect(code).toBe(1);
  });

  it('shows people what the bot would say', async () => {
    const { out, code } = await faqAsk(['где', 'мой', 'qr-код'], '');
    expect(out).toMatch(/^answer\n/);
    expect(out).toContain('isu.qr_where');
    expect(code).toBe(0);
  });

  it('fills in what the institution is reached by', async () => {
    const { out } = await faqAsk(['номер телефона и почта поддержки университета'], '');
    expect(out).toContain('@');
    expect(out).not.toContain('{');
  });

  it('reads a message from standard input when there are no words', async () => {
    const { out } = await faqAsk([], 'позовите человека\n');
    expect(out).toMatch(/^human\n/);
  });
});
