/** A contact on Gosuslugi; one that its owner has not confirmed there proves nothing. */
export interface Contact {
  value: string;
  verified: boolean;
}

/** What Gosuslugi says of who signed in there. */
export interface Claims {
  /** Whether their identity was checked in person: the «confirmed account». Others may write what they like. */
  trusted: boolean;
  /** «Фамилия Имя Отчество», as in the directory. */
  fullName: string;
  /** As Gosuslugi spells it; null when it has none. */
  snils: string | null;
  email: Contact | null;
  phone: Contact | null;
}

/** Whether two spellings are one name: letter case, ё, hyphens and spaces aside, word for word. */
export function isSameName(one: string, other: string): boolean {
  const words = plain(one);
  return words !== '' && words === plain(other);
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
