import type { Bilingual } from './page/protocol.ts';

/** Somebody on the stand-in of Gosuslugi. All are made up; their SNILS keep the checksum and belong to nobody here. */
export interface Citizen {
  id: string;
  familyName: string;
  givenName: string;
  middleName?: string;
  /** As Gosuslugi writes it: `112-233-445 95`. */
  snils?: string;
  /** Whether the account is a confirmed one. */
  trusted: boolean;
  email?: { value: string; verified: boolean };
  phone?: { value: string; verified: boolean };
  about: Bilingual;
}
