import { z } from 'zod';
import type { CardDetails } from '#core/curators/card.ts';
import {
  type Correctable,
  type CorrectionError,
  readCorrection,
  type TypedCorrection,
} from '#core/curators/correction.ts';
import { prettyPhone } from '#core/people/phone.ts';
import type { Texts } from '#locales/texts.ts';
import type { Outcome } from './desk-acts.tsx';
import { type DeskContext, type DeskDeps, DeskForm, type DeskSay, deskSayer, personPath } from './desk-frame.tsx';
import { Field, troubleText } from './field.tsx';

const Form = z.object({
  version: z.string().max(20).catch(''),
  name: z.string().max(500).catch(''),
  class: z.string().max(100).catch(''),
  birth: z.string().max(100).catch(''),
  snils: z.string().max(200).catch(''),
  email: z.string().max(500).catch(''),
  phones: z.string().max(500).catch(''),
  forget: z.literal('yes').optional().catch(undefined),
});

/** A correction that was not taken: what was typed, but for SNILS, and what is wrong with it. */
export interface RefusedCorrection {
  typed: TypedCorrection;
  errors: Partial<Record<Correctable, CorrectionError | 'correction.snils-again'>>;
}

/** `31.05.2014`, as the form reads it. */
const typedDate = (date: Date): string => date.toISOString().slice(0, 10).split('-').reverse().join('.');

const typedOf = (card: CardDetails): TypedCorrection => ({
  name: card.fullName,
  class: card.className,
  birth: card.birthDate ? typedDate(card.birthDate) : '',
  snils: '',
  email: card.email ?? '',
  phones: card.phones.map(prettyPhone).join(', '),
  forgetSnils: false,
});

/** What the journal holds, to be corrected. SNILS is only ever written. */
export function CorrectForm({
  c,
  texts,
  card,
  refused,
}: {
  c: DeskContext;
  texts: Texts;
  card: CardDetails;
  refused: RefusedCorrection | undefined;
}) {
  const say = deskSayer(c, texts);
  const { typed, errors } = refused ?? { typed: typedOf(card), errors: {} as RefusedCorrection['errors'] };
  const field = (id: Correctable) => ({
    ...{ id, value: id === 'snils' ? '' : typed[id], label: say(`field-${id}`), autocomplete: 'off' },
    trouble: troubleText(texts, c.var.language, errors[id]),
  });
  return (
    <details {...(refused ? { open: true } : {})}>
      <summary>{say('correct')}</summary>
      <p>{say('correct-text')}</p>
      <DeskForm
        c={c}
        action={`${personPath(card.id)}/correct`}
        label={say('correct-button')}
        hidden={{ version: card.version }}
      >
        <Field
          {...field('name')}
          {...(card.role === 'parent' && card.state !== 'registered' ? { note: say('field-name-unnamed') } : {})}
          maxlength={300}
        />
        {card.role === 'student' ? <Field {...field('class')} maxlength={60} /> : null}
        <Field {...field('birth')} note={say('field-birth-note')} maxlength={30} />
        <Field
          {...field('snils')}
          note={say('field-snils-note', { known: card.hasSnils ? 'yes' : 'no' })}
          maxlength={40}
        />
        {card.hasSnils ? (
          <label class="show">
            <input type="checkbox" name="forget" value="yes" {...(typed.forgetSnils ? { checked: true } : {})} />
            {say('field-snils-forget')}
          </label>
        ) : null}
        <Field {...field('email')} note={say('field-email-note')} />
        <Field {...field('phones')} note={say('field-phones-note')} />
      </DeskForm>
    </details>
  );
}

/** Whether the person is at the school, and the other way round. */
export function LeaveForms({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
  const { role, left } = card;
  if (left === 'child') return null;
  const path = personPath(card.id);
  if (left === 'own') {
    return (
      <section>
        <h2>{say('back-title')}</h2>
        <p>{say('back-text')}</p>
        <DeskForm c={c} action={`${path}/back`} label={say('back-button')} />
      </section>
    );
  }
  return (
    <section>
      <details>
        <summary>{say('leave-title', { role })}</summary>
        <p>{say('leave-text', { role })}</p>
        <DeskForm c={c} action={`${path}/leave`} label={say('leave-button', { role })} quiet />
      </details>
    </section>
  );
}

/** What these forms do. */
export function cardActs({ house, secrets, clock }: Pick<DeskDeps, 'house' | 'secrets' | 'clock'>) {
  const idOf = (c: DeskContext): string => c.req.param('id') ?? '';

  return {
    async correct(c: DeskContext, say: DeskSay): Promise<Outcome> {
      const { version, forget, ...fields } = Form.parse(await c.req.parseBody());
      const typed: TypedCorrection = { ...fields, forgetSnils: forget === 'yes' };
      const curatorId = c.var.curator.id;
      const found = await house(({ core }) => core.cards.look(curatorId, idOf(c)));
      if (!found.ok) return { trouble: found.error };
      const read = readCorrection(typed, found.value, { secrets, today: clock.now().toISOString().slice(0, 10) });
      if (!read.ok) {
        // What is not shown again would be lost without a word.
        const again = typed.snils.trim() === '' ? {} : ({ snils: 'correction.snils-again' } as const);
        return { trouble: 'correction.fields', correction: { typed, errors: { ...again, ...read.errors } } };
      }
      const corrected = await house(({ core }) =>
        core.corrections.correct(curatorId, idOf(c), version, read.correction),
      );
      if (!corrected.ok) return { trouble: corrected.error };
      if (corrected.value.length === 0) return { note: say('correct-nothing') };
      return { note: say('corrected', { registered: found.value.state === 'registered' ? 'yes' : 'no' }) };
    },

    async leave(c: DeskContext, say: DeskSay): Promise<Outcome> {
      const left = await house(({ core }) => core.leaving.leave(c.var.curator.id, idOf(c)));
      if (!left.ok) return { trouble: left.error };
      return { note: say(left.value.staysOpen ? 'has-left-one' : 'has-left') };
    },

    async back(c: DeskContext, say: DeskSay): Promise<Outcome> {
      const back = await house(({ core }) => core.leaving.comeBack(c.var.curator.id, idOf(c)));
      return back.ok ? { note: say('is-back') } : { trouble: back.error };
    },
  };
}
