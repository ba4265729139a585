import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { CardDetails } from '#core/curators/card.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { type Outcome, personActs } from './desk-acts.tsx';
import { CorrectForm, LeaveForms } from './desk-card.tsx';
import {
  cardName,
  classPath,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  type DeskSay,
  dayOf,
  deskPage,
  deskSayer,
  isOurForm,
  personPath,
  stateText,
  zoneOf,
} from './desk-frame.tsx';
import { PrintForm } from './desk-print.tsx';

/** `/desk/person/:id`: what the school holds of somebody, their code, and the ways back into their account. */
export function deskPerson(deps: DeskDeps): DeskPart {
  const { texts, house, institutions } = deps;
  const acts = personActs(deps);

  const day = (c: DeskContext, date: Date): string => dayOf(c.var.language, date, zoneOf(institutions, c.var.school));

  async function show(c: DeskContext, { note, trouble, shown, correction }: Outcome = {}) {
    const say = deskSayer(c, texts);
    const id = c.req.param('id') ?? '';
    const found = await house(({ core }) => core.cards.look(c.var.curator.id, id));
    if (!found.ok)
      return deskPage(
        c,
        texts,
        { title: say('person'), trouble: found.error, status: 404, path: '/desk/find' },
        <p>
          <a class="button" href="/desk/find">
            {say('find')}
          </a>
        </p>,
      );
    const card = found.value;
    return deskPage(
      c,
      texts,
      {
        title: cardName(say, card),
        path: personPath(id),
        trouble: trouble ?? null,
        note: note ?? null,
      },
      <>
        {shown ?? null}
        {card.left ? <p class="soft">{say('left', { whose: card.left })}</p> : null}
        <Facts c={c} say={say} card={card} />
        {card.left === 'own' ? null : (
          <section>
            <CorrectForm c={c} texts={texts} card={card} refused={correction} />
          </section>
        )}
        <Access c={c} say={say} card={card} />
        {card.role === 'student' ? <Parents c={c} say={say} card={card} /> : null}
        <LeaveForms c={c} say={say} card={card} />
      </>,
    );
  }

  function Facts({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
    const rows: [string, Child][] = [
      ['role-head', say('role', { role: card.role })],
      ['state-head', stateText(say, card)],
      ...(card.role === 'teacher' || card.role === 'staff'
        ? []
        : ([['class', <a href={classPath(card.className)}>{card.className || say('staff')}</a>]] satisfies [
            string,
            Child,
          ][])),
      ...(card.childId && card.childName
        ? ([['child', <a href={personPath(card.childId)}>{card.childName}</a>]] satisfies [string, Child][])
        : []),
      ['birth', card.birthDate ? dayOf(c.var.language, card.birthDate, 'UTC') : say('not-known')],
      ['snils', card.hasSnils ? say('known') : say('not-known')],
      ['email', card.email ?? say('not-known')],
      ['phones', card.phones.map(prettyPhone).join(', ') || say('not-known')],
      ...(card.addressState
        ? ([['address', say('address-state', { state: card.addressState })]] satisfies [string, Child][])
        : []),
    ];
    return (
      <section>
        <h2>{say('facts')}</h2>
        <dl>
          {rows.map(([key, value]) => (
            <>
              <dt>{say(key)}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <p class="soft">{say('facts-note')}</p>
      </section>
    );
  }

  /** The ways in that suit how far the person is: nobody who has left gets in, but for a parent whose account is another child's too. */
  function Access({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
    if (card.left === 'own' || (card.left === 'child' && card.state !== 'registered')) return null;
    return card.state === 'registered' ? (
      <Restoring c={c} say={say} card={card} />
    ) : (
      <Inviting c={c} say={say} card={card} />
    );
  }

  function Inviting({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
    const path = personPath(card.id);
    const { invitation } = card;
    const state = invitation ? invitation.state : 'none';
    return (
      <section>
        <h2>{say('code')}</h2>
        <p>{say('code-state', { state, date: invitation ? day(c, invitation.expiresAt) : '' })}</p>
        {state === 'live' && invitation?.code === null ? <p class="soft">{say('code-foreign')}</p> : null}
        {state === 'live' && invitation?.code ? (
          <PrintForm c={c} texts={texts} selection={{ what: 'person', person: card.id }} />
        ) : null}
        <DeskForm
          c={c}
          action={`${path}/invite`}
          label={say(state === 'live' ? 'reinvite' : 'invite')}
          quiet={state === 'live'}
        />
        {state === 'live' ? <DeskForm c={c} action={`${path}/withdraw`} label={say('withdraw')} quiet /> : null}
      </section>
    );
  }

  function Restoring({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
    const path = personPath(card.id);
    return (
      <section>
        <h2>{say('restore')}</h2>
        <p>{say('restore-text')}</p>
        <DeskForm c={c} action={`${path}/login`} label={say('see-login')} quiet />
        {card.hasChat ? (
          <DeskForm c={c} action={`${path}/send`} label={say('send-link')} />
        ) : (
          <p class="soft">{say('no-chat')}</p>
        )}
        <DeskForm c={c} action={`${path}/show`} label={say('show-link')} quiet={card.hasChat} />
        <DeskForm c={c} action={`${path}/password`} label={say('set-password')} quiet />
        <details>
          <summary>{say('stolen')}</summary>
          <p>{say('stolen-text')}</p>
          <DeskForm c={c} action={`${path}/take-back`} label={say('take-back')} quiet />
        </details>
      </section>
    );
  }

  function Parents({ c, say, card }: { c: DeskContext; say: DeskSay; card: CardDetails }) {
    return (
      <section>
        <h2>{say('parents')}</h2>
        {card.parents.length === 0 ? <p>{say('no-parents')}</p> : null}
        <ul class="links">
          {card.parents.map((parent) => (
            <li>
              <a href={personPath(parent.id)}>{cardName(say, parent)}</a> — {stateText(say, parent)}
            </li>
          ))}
        </ul>
        {card.left ? null : (
          <DeskForm c={c} action={`${personPath(card.id)}/add-parent`} label={say('add-parent')} quiet />
        )}
      </section>
    );
  }

  const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

  return new Hono<DeskEnv>()
    .get(`/person/:id{${UUID}}`, (c) => show(c))
    .post(`/person/:id{${UUID}}/:act{[a-z-]+}`, async (c) => {
      const act = Object.hasOwn(acts, c.req.param('act')) ? acts[c.req.param('act')] : undefined;
      if (!act) return c.notFound();
      if (!isOurForm(c, await c.req.parseBody())) return show(c, { trouble: 'again' });
      const outcome = await act(c, deskSayer(c, texts));
      return outcome instanceof Response ? outcome : show(c, outcome);
    });
}
