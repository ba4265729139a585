import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { ConsentText } from '#core/privacy/consents.ts';
import type { Texts } from '#locales/texts.ts';

/** Raised whenever the wording changes: people then agree anew. */
const VERSION = '2026-11-22.4';

/** The key of the text: a university and a school journal keep different data. */
export const privacyKey = ({ kind }: Institution): string =>
  kind === 'school' ? 'privacy-text-school' : 'privacy-text';

/** The text on the processing of personal data as this institution's people read it. */
export function consentText(texts: Texts, language: Language, institution: Institution): ConsentText {
  return {
    version: VERSION,
    text: texts.html(language, privacyKey(institution), {
      institution: institution.name[language],
      email: institution.contacts.email,
      phone: institution.contacts.phone,
    }),
  };
}
