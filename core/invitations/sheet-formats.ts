/** How many invitation sheets share an A4 page. */
export const perPageChoices = [1, 2, 4, 8] as const;
export type PerPage = (typeof perPageChoices)[number];

/** Measures of a sheet, in points of 1/72 inch. */
export interface SheetFormat {
  columns: number;
  rows: number;
  /** What stays white along a sheet's edges: printers leave about 12 points, scissors are not exact. */
  padding: number;
  /** The size of ordinary text; the rest is a multiple of it. */
  base: number;
  /** The QR code's side with its white margin: at least 25 mm, so that a cheap phone reads it at arm's length. */
  qr: number;
  /** Small sheets say the same in fewer words. */
  brief: boolean;
}

export const formats: Record<PerPage, SheetFormat> = {
  1: { columns: 1, rows: 1, padding: 56, base: 14, qr: 190, brief: false },
  2: { columns: 1, rows: 2, padding: 36, base: 12, qr: 165, brief: false },
  4: { columns: 2, rows: 2, padding: 24, base: 9.5, qr: 112, brief: false },
  8: { columns: 2, rows: 4, padding: 16, base: 8, qr: 88, brief: true },
};
