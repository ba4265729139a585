/** What a table program takes for a formula when a cell begins with it (abuse case 31). */
const FORMULA = /^[\s]*[=+\-@\t\r|%]/;

/** One cell: quoted, on one line, and never a formula. */
const cell = (text: string): string => {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return `"${(FORMULA.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
};

/** A table that Excel opens as it is in Russia: UTF-8 with a mark, semicolons. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
