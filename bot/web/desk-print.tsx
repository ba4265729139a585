import { Hono } from 'hono';
import { z } from 'zod';
import type { Selection } from '#core/curators/cards.ts';
import { sheetOf } from '#core/invitations/sheet.ts';
import { type PerPage, perPageChoices } from '#core/invitations/sheet-formats.ts';
import { sheetsPdf } from '#core/invitations/sheets.ts';
import { Language, languages } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import {
  classPath,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  dayOf,
  deskPage,
  deskSayer,
  isOurForm,
  personPath,
  zoneOf,
} from './desk-frame.tsx';

/** What is printed, as a form says it. */
const Chosen = z.discriminatedUnion('what', [
  z.object({ what: z.literal('all') }),
  z.object({ what: z.literal('staff') }),
  z.object({ what: z.literal('class'), class: z.string().min(1).max(100) }),
  z.object({ what: z.literal('person'), person: z.uuid() }),
]);
export type Chosen = z.infer<typeof Chosen>;

const Order = z.object({
  perPage: z.coerce.number().pipe(z.literal(perPageChoices)).catch(4),
  language: Language.catch('ru'),
});

const selectionOf = (chosen: Chosen): Selection => {
  if (chosen.what === 'class') return { className: chosen.class };
  if (chosen.what === 'person') return { personId: chosen.person };
  return chosen.what === 'staff' ? { staff: true } : { all: true };
};

const backTo = (chosen: Chosen): string => {
  if (chosen.what === 'class') return classPath(chosen.class);
  if (chosen.what === 'person') return personPath(chosen.person);
  return chosen.what === 'staff' ? '/desk/staff' : '/desk';
};

/** How to print: sheets per page, and their language. */
export function PrintForm({ c, texts, selection }: { c: DeskContext; texts: Texts; selection: Chosen }) {
  const say = deskSayer(c, texts);
  const id = (field: string): string => `${selection.what}-${field}`;
  return (
    <DeskForm c={c} action="/desk/print" label={say('print-button')} hidden={selection}>
      <p>{say(selection.what === 'person' ? 'print-one' : 'print-text')}</p>
      <div class="field">
        <label for={id('per-page')}>{say('per-page')}</label>
        <select id={id('per-page')} name="perPage">
          {perPageChoices.map((count) => (
            <option value={String(count)} selected={count === (selection.what === 'person' ? 1 : 4)}>
              {say('per-page-choice', { count })}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={id('language')}>{say('sheet-language')}</label>
        <select id={id('language')} name="language">
          {languages.map((language) => (
            <option value={language} lang={language} selected={language === 'ru'}>
              {texts.plain(language, 'web-desk-language')}
            </option>
          ))}
        </select>
      </div>
    </DeskForm>
  );
}

/** `POST /desk/print`: invitation sheets as a PDF. Whoever has no code yet gets one. */
export function deskPrint({ texts, house, institutions, publicUrl, chatUrl }: DeskDeps): DeskPart {
  return new Hono<DeskEnv>().post('/print', async (c) => {
    const form = await c.req.parseBody();
    const say = deskSayer(c, texts);
    const chosen = Chosen.safeParse(form);
    const refuse = (trouble: string) =>
      deskPage(
        c,
        texts,
        { title: say('print'), trouble, path: '/desk' },
        <p>
          <a class="button" href={chosen.success ? backTo(chosen.data) : '/desk'}>
            {say('back')}
          </a>
        </p>,
      );
    if (!chosen.success || !isOurForm(c, form)) return refuse('again');
    const { perPage, language }: { perPage: PerPage; language: Language } = Order.parse(form);
    const { curator, school } = c.var;
    const cards = await house(({ core }) => core.cards.toPrint(curator.id, selectionOf(chosen.data)));
    if (!cards.ok) return refuse(cards.error);
    const timeZone = zoneOf(institutions, school);
    const sheets = cards.value.map((card) => {
      const validUntil = dayOf(language, card.expiresAt, timeZone);
      return sheetOf(card, school, { code: card.code, publicUrl, chatUrl: chatUrl(), validUntil });
    });
    const pdf = await sheetsPdf({ sheets, perPage, language, texts });
    return c.body(Buffer.from(pdf), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="invitations.pdf"',
    });
  });
}
