import type { Language } from '#core/language.ts';

/** One invitation, as it stands on paper. */
export interface Sheet {
  schoolName: string;
  /** Empty for staff. */
  className: string;
  /** Whom the code is for: it stands at the top right, as people are told to look there. */
  addressee: 'pupil' | 'parents' | 'staff';
  /** The pupil's name, or the member of staff's own. */
  name: string;
  /** Where one registers without a telephone, such as 1399.eljur.ru/hello. */
  address: string;
  code: string;
  /** What the QR code opens: https://t.me/<bot>?start=<code>. */
  deepLink: string;
}

export const perPageChoices = [1, 2, 4, 8] as const;
export type PerPage = (typeof perPageChoices)[number];

export interface SheetsOrder {
  sheets: readonly Sheet[];
  perPage: PerPage;
  language: Language;
}

/** Invitation sheets on A4 pages, as a PDF with its fonts inside. */
export async function sheetsPdf(order: SheetsOrder): Promise<Uint8Array> {
  throw new Error(`${order.sheets.length} sheets wait for their layout`);
}
