/** Without what a terminal or a mail client would act on: control characters, and marks that turn the reading direction. */
export const printable = (text: string): string => text.replace(/[^\P{C}\n\t]/gu, '');

export const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

/** Without what PostgreSQL refuses: null characters, and halves of surrogate pairs, as a cut leaves them. */
export const storable = (text: string): string => text.replace(/\0|\p{Cs}/gu, '');
