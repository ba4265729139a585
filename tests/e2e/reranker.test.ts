import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AT_ONCE } from '#core/faq/rerank.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { type ChatModel, completion, openChatModel } from '#tests/support/chat-model.ts';
import { sharedFaq } from '#tests/support/faq.ts';
import { literally, university, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const say = words('ru');
const faq = (await sharedFaq()).current();
const NAME = 'Гульназ Зубайдуллина';

/** Vague enough that several articles are offered, whatever the model has learnt by now. */
const vague = [
  'письмо',
  'почта',
  'не пришло письмо',
  'что с почтой',
  'не могу войти',
  'регистрация',
  'как зарегистрироваться',
  'пароль',
  'забыл всё, не пускает',
  'код',
  'не подходит',
  'приложение',
  'мобильное приложение',
  'подтвердить почту',
  'вход',
  'не работает',
]
  .map((text) => `${text}, меня зовут ${NAME}`)
  .filter((text) => {
    const { outcome, intents } = faq.ask(text, { language: 'ru' });
    return outcome === 'suggest' && intents.length > 1;
  });

let model: ChatModel;
let world: World;
/** The articles that the re-ranker may choose from. */
const namesIn = (body: string): string[] =>
  [...body.matchAll(/(?<=\\n)(?:isu|eljur)\.\w+(?=: )/g)].map(([name]) => name);
const says = (response: ServerResponse, content = ''): void => void response.end(completion(content));

beforeAll(async () => {
  // The house gives a re-ranker up after some seconds. Here it is given up when the test says so, however slow the machine is.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  model = await openChatModel();
  world = await World.open({ settings: { FAQ_RERANKER_URL: model.url, FAQ_RERANKER_MODEL: 'small' } });
});
beforeEach(() => {
  model.requests = [];
});
afterAll(async () => {
  await world.close();
  await model.close();
  vi.mocked(AbortSignal.timeout).mockRestore();
});

/** Somebody new asks something vague, and is offered several articles. */
async function asks(text = vague[0] ?? ''): Promise<Actor> {
  const anna = await world.person();
  await anna.opens('/start').types(text).expects(say.text('faq-suggest'));
  return anna;
}
const sharpened = (anna: Actor): boolean =>
  anna.person.chat.some((message) => say.text('faq-sharpened').test(textOf(message)));
const intents = () =>
  world.database.prisma.question.findFirstOrThrow({ orderBy: { id: 'desc' } }).then(({ intent }) => intent);

describe('a re-ranker', () => {
  it('turns an offer into the answer, beside the step, and learns no name', async () => {
    model.respond = (response, body) => says(response, namesIn(body)[1]);
    const anna = await asks();
    await anna.expects(say.text('faq-sharpened'));
    const [{ body } = { body: '' }] = model.requests;
    const article = faq.article(namesIn(body)[1] ?? '', 'ru');
    if (!article) throw new Error(`no article in ${body}`);
    await anna.expects(new RegExp(literally(article.title)));
    expect(await intents()).toBe(article.intent);
    expect(body).not.toMatch(/гульназ|зубайдуллина/i);
    expect(body).toContain('…');
    // The step is where it was, and what was offered can still be chosen.
    await anna.presses(say.button('faq-helped')).expects(say.text('faq-glad'));
    expect(model.requests).toHaveLength(1);
  });

  it.each<[string, (anna: Actor, names: string[]) => PromiseLike<unknown>, boolean]>([
    ['has chosen', (anna, names) => anna.presses(faq.article(names[0] ?? '', 'ru')?.title ?? ''), true],
    ['has gone back to the step', (anna) => anna.presses(say.button('faq-home')), false],
    ['has gone on', (anna) => anna.presses(university('ru')), false],
    ['has said that none fits', (anna) => anna.presses(say.button('faq-none')), false],
  ])('is too late for whoever %s meanwhile', async (_what, does, chosen) => {
    let answer: () => void = () => undefined;
    model.respond = (response, body) => {
      answer = () => says(response, namesIn(body)[1]);
    };
    const anna = await asks();
    const { body } = await eventually('the re-ranker to be asked', () => model.requests[0]);
    const names = namesIn(body);
    await does(anna, names);
    answer();
    await world.idle();
    expect(sharpened(anna)).toBe(false);
    expect(await intents()).toBe(chosen ? names[0] : null);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['talks nonsense', (response) => says(response, 'isu.pigs_can_fly')],
    ['knows no answer', (response) => says(response, 'none')],
    ['is broken', (response) => void response.writeHead(500).end()],
    ['hangs up', (response) => void response.destroy()],
  ])('changes nothing when it %s', async (_what, answer) => {
    model.respond = answer;
    const anna = await asks();
    await eventually('the re-ranker to be asked', () => model.requests[0]);
    await world.idle();
    expect(sharpened(anna)).toBe(false);
    expect(await intents()).toBeNull();
    expect(world.log.filter((line) => /гульназ|зубайдуллина/i.test(line))).toEqual([]);
    expect(world.log.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  });

  it('is asked about a few questions at once: while it is slow, nothing waits for it', async () => {
    const answers: (() => void)[] = [];
    model.respond = (response, body) => void answers.push(() => says(response, namesIn(body)[1]));
    const people: Actor[] = [];
    for (let count = 0; count < AT_ONCE + 1; count += 1) people.push(await world.person());
    for (const anna of people) await anna.opens('/start');
    await Promise.all(people.map((anna) => anna.types(vague[0] ?? '').expects(say.text('faq-suggest'))));
    await eventually('it to be asked', () => answers.length === AT_ONCE);
    await eventually('the job of who came last to be over', async () => {
      const [row] = await world.database.prisma.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'faq-rerank'`;
      return row?.count === AT_ONCE;
    });
    for (const answer of answers) answer();
    await eventually('the answers', () => people.filter(sharpened).length === AT_ONCE);
    await world.quiet();
    expect(model.requests).toHaveLength(AT_ONCE);
    expect(people.filter(sharpened)).toHaveLength(AT_ONCE);
  });

  it('is not asked about what has an answer, or none', async () => {
    model.respond = (response, body) => says(response, namesIn(body)[0]);
    const anna = await world.person();
    await anna.opens('/start').types('где мой qr-код');
    await anna.types('какая погода на Марсе завтра');
    await world.idle();
    expect(model.requests).toEqual([]);
  });
});
