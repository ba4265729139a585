import { createHash } from 'node:crypto';
import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Language } from '../language.ts';

/** The text that a person agreed to: which wording, and its SHA-256. */
export interface ConsentText {
  version: string;
  text: string;
}

/** Consents to the processing of personal data (152-FZ): which text, when, who, by which channel, for what. */
export function consents({ db, clock }: { db: Db; clock: Clock }) {
  return {
    async give(
      chat: ChatRef,
      institutionId: string,
      language: Language,
      { version, text }: ConsentText,
    ): Promise<void> {
      await db.consent.create({
        data: {
          ...chat,
          institutionId,
          purpose: 'registration',
          channel: 'telegram',
          language,
          textVersion: version,
          textHash: createHash('sha256').update(text).digest('hex'),
          givenAt: clock.now(),
        },
      });
    },

    /** When the chat agreed to this very version, or null. */
    async givenAt(chat: ChatRef, institutionId: string, version: string): Promise<Date | null> {
      const consent = await db.consent.findFirst({
        where: { ...chat, institutionId, textVersion: version, withdrawnAt: null },
        orderBy: { givenAt: 'desc' },
      });
      return consent?.givenAt ?? null;
    },
  };
}
