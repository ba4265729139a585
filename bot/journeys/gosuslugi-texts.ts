import type { Comparison } from '#core/gosuslugi/diagnose.ts';
import { type Phrase, phrase } from './screen.ts';

/** What the comparison found, item by item, and what follows from it. */
export function compared({ snils, email, phone }: Comparison): Phrase[] {
  const verdict = snils === 'same' ? 'snils' : email === 'same' || phone === 'same' ? 'contact' : 'nothing';
  return [
    phrase('gosuslugi-compared'),
    phrase('gosuslugi-result-snils', { compared: snils }),
    phrase('gosuslugi-result-email', { compared: email }),
    phrase('gosuslugi-result-phone', { compared: phone }),
    phrase('gosuslugi-verdict', { verdict }),
  ];
}

/** @param missing what Gosuslugi lacks or has not confirmed, by the person's own answers */
export const advised = (missing: readonly string[]): Phrase[] =>
  missing.length === 0
    ? [phrase('gosuslugi-advice-complete')]
    : [
        phrase('gosuslugi-advice-missing'),
        ...missing.map((one) => phrase(`gosuslugi-advice-${one}`)),
        phrase('gosuslugi-advice-enough'),
      ];
