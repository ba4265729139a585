import type { Role } from '#prisma/generated/enums.ts';

/** One invitation, as it stands on paper. */
export interface Sheet {
  schoolName: string;
  /** Empty for staff. */
  className: string;
  /** Whom the code is for: it stands at the top right, as people are told to look there. */
  addressee: 'pupil' | 'parents' | 'staff';
  /** The pupil's name, with the parent's own in brackets behind it where it is known; the member of staff's own. */
  name: string;
  /** Where one registers without a telephone: our page for the code. */
  address: string;
  /** The school's own page in the journal, such as 1399.eljur.ru/hello. */
  journal: string;
  code: string;
  /** What the QR code opens: https://t.me/<bot>?start=<code>. */
  deepLink: string;
  /** The day after which the code is refused, as people read it, such as «21 января 2027 года». */
  validUntil?: string;
}

/** What stands on the sheet of a card's code. */
export function sheetOf(
  card: { role: Role; fullName: string; childName: string | null; className: string },
  school: { name: string; host: string; slug: string },
  print: {
    code: string;
    /** Base of our own pages. */
    publicUrl: string;
    /** Where the chat with the bot is. */
    chatUrl: string;
    validUntil?: string;
  },
): Sheet {
  const { role, fullName, childName, className } = card;
  const { code, publicUrl, chatUrl, validUntil } = print;
  const isParent = role === 'parent';
  return {
    ...{ schoolName: school.name, className, code, deepLink: `${chatUrl}?start=${code}` },
    addressee: isParent ? 'parents' : role === 'student' ? 'pupil' : 'staff',
    // Parents know their sheet by the child's name; where there are two, by their own beside it.
    name: isParent ? `${childName ?? ''}${fullName === '' ? '' : ` (${fullName})`}` : fullName,
    address: `${publicUrl.replace(/^https?:\/\//, '')}/s/${school.slug}/code`,
    journal: `${school.host}/hello`,
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}
