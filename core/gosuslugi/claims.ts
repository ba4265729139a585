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
