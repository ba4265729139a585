/** Without what a terminal or a mail client would act on: control characters, and marks that turn the reading direction. */
export const printable = (text: string): string => text.replace(/[^\P{C}\n\t]/gu, '');

export const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

/** Without what PostgreSQL refuses: null characters, and halves of surrogate pairs, as a cut leaves them. */
export const storable = (text: string): string => text.replace(/\0|\p{Cs}/gu, '');

/** A file's own name: on one line, without the folders where its sender keeps it, which may tell who they are. Empty where there is none. */
export const fileName = (text: string): string =>
  oneLine(
    text
      .split(/[/\\]/)
      .filter((part) => !/^[\s.]*$/.test(oneLine(part)))
      .at(-1) ?? '',
  );
