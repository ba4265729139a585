import QRCode from 'qrcode';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { invitations } from '#core/invitations/invitations.ts';
import { type Sheet, sheetOf } from '#core/invitations/sheet.ts';
import type { PerPage } from '#core/invitations/sheet-formats.ts';
import { sheetsPdf } from '#core/invitations/sheets.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Language } from '#core/language.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { SheetPile } from './page/protocol.ts';

/** The invitations that lie about in the sandbox, as if each had been printed and handed out. */
export interface SheetRack {
  piles(): Promise<SheetPile[]>;
  /** A pile as it comes out of the printer; null when there is none of that id. */
  pdf(pileId: string, perPage: PerPage, language: Language): Promise<Uint8Array | null>;
}

export interface SheetRackDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  clock: Clock;
  secrets: Secrets;
  texts: Texts;
  institutionId: string;
  /** Base of our own pages. */
  publicUrl: string;
  /** Where people find the bot, for the QR codes. */
  botLink: string;
}

interface LyingSheet extends Sheet {
  id: string;
  pileId: string;
}

/** Shows every live invitation that the house can print: whoever has the printed sheet in their hands sees no more. */
export function sheetRack(deps: SheetRackDeps): SheetRack {
  const { transaction, clock, secrets, texts, institutionId, publicUrl, botLink } = deps;
  const pictures = new Map<string, string>();

  const sheets = (): Promise<LyingSheet[]> =>
    transaction(async (db) => {
      const { codeOf } = invitations({ db, clock, secrets, jobs: sqlJobs(db) });
      const live = await db.invitation.findMany({
        where: { institutionId, usedAt: null, withdrawnAt: null, expiresAt: { gt: clock.now() } },
        include: { school: true, person: { include: { child: true } } },
      });
      return live
        .flatMap(({ person, school, ...invitation }) => {
          const code = codeOf(invitation);
          if (code === null) return [];
          const [role] = person.roles;
          if (!role) return [];
          const className = (person.child ?? person).className ?? '';
          const card = { role, fullName: person.fullName, childName: person.child?.fullName ?? null, className };
          const sheet: LyingSheet = {
            ...{ id: invitation.id, pileId: Buffer.from(`${school.slug}/${className}`).toString('base64url') },
            ...sheetOf(card, school, { code, publicUrl, chatUrl: botLink }),
          };
          return [sheet];
        })
        .sort((one, other) => inOrder(one).localeCompare(inOrder(other), 'ru', { numeric: true }));
    });

  async function picture(text: string): Promise<string> {
    const known = pictures.get(text);
    if (known) return known;
    const made = await QRCode.toDataURL(text, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });
    pictures.set(text, made);
    return made;
  }

  return {
    async piles() {
      const piles = new Map<string, SheetPile & { sheets: SheetPile['sheets'][number][] }>();
      for (const {
        id,
        pileId,
        deepLink,
        code,
        name,
        addressee,
        schoolName,
        className,
        address,
        journal,
      } of await sheets()) {
        const pile = piles.get(pileId) ?? { id: pileId, schoolName, className, sheets: [] };
        piles.set(pileId, pile);
        const qr = await picture(deepLink);
        pile.sheets.push({ id, addressee, name, className, schoolName, address, journal, code, qr });
      }
      return [...piles.values()];
    },

    async pdf(pileId, perPage, language) {
      const pile = (await sheets()).filter((one) => one.pileId === pileId);
      return pile.length === 0 ? null : sheetsPdf({ sheets: pile, perPage, language, texts });
    },
  };
}

const inOrder = ({ schoolName, className, name, addressee }: Sheet): string =>
  `${schoolName} ${className || 'Я'} ${name} ${addressee}`;
