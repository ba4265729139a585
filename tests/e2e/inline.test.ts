import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { loadTexts } from '#locales/texts.ts';
import { textOf } from '#tests/support/actor.ts';
import { sharedFaq } from '#tests/support/faq.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const texts = loadTexts();
const asked = { ru: 'где мой qr-код', en: 'where is my QR code' } as const;

describe.each([
  { ...ways[0], receive: 'polling' },
  { ...ways[1], receive: 'webhook' },
] as const)('inline mode over $framework, $language, by $receive', ({ framework, language, receive }) => {
  let world: World;
  const title = async (intent: string) => (await sharedFaq()).current().article(intent, language)?.title ?? '';

  beforeAll(async () => {
    world = await World.open({ framework, receive });
  });
  afterAll(() => world.close());

  it('lists the articles for a question, in the language of whoever asks; what is picked is the article', async () => {
    const anna = await world.person({ languageCode: language });
    const list = await anna.asksInline(asked[language]);
    const where = await title('isu.qr_where');
    expect(list.results[0]).toMatchObject({ id: 'isu.qr_where', title: where });
    expect(list.results[0]?.description).toMatch(/^\S.{20,120}$/u);
    expect(list.results.length).toBeLessThanOrEqual(20);
    expect(list.button).toEqual({ text: texts.plain(language, 'inline-button'), startParameter: 'faq' });

    const sent = anna.picksInline(where);
    expect(sent).toMatchObject({ viaBot: 'propusk_test_bot' });
    expect(textOf(sent).startsWith(`${where}\n\n`)).toBe(true);
    expect(sent.buttons?.flat()[0]?.text).toBe(texts.plain(language, 'button-inline-do'));
    expect(sent.buttons?.flat()[0]?.url).toMatch(/\?start=faq-isu__qr_where$/);
  });

  it('lists everything for nothing typed yet, part by part, and nothing twice', async () => {
    const anna = await world.person({ languageCode: language });
    const seen: string[] = [];
    for (let offset: string | null = ''; offset !== null; ) {
      const { results, nextOffset } = await anna.asksInline('', offset);
      seen.push(...results.map(({ id }) => id));
      offset = nextOffset === '' ? null : nextOffset;
    }
    const faq = (await sharedFaq()).current();
    const all = ['eljur', 'isu'].flatMap((folder) => faq.articles(folder, language).map(({ intent }) => intent));
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThan(20);
  });

  it('takes no article of its own for a question, and writes nothing down', async () => {
    const anna = await world.person({ languageCode: language });
    await anna.asksInline(asked[language]);
    anna.picksInline(await title('isu.qr_where'));
    // Whatever the bot made of it would stand before its answer to this.
    await anna.opens('/start').expects(words(language).text('welcome-institution'));
    expect(anna.person.chat.filter(({ from }) => from === 'bot')).toHaveLength(anna.said().length);
    expect(await world.database.prisma.question.count()).toBe(0);
    expect(world.log.filter((line) => line.includes(asked[language]))).toEqual([]);
  });

  it('remembers a list for the same person only: each reads their own language', async () => {
    const [anna, boris] = [await world.person({ languageCode: 'en' }), await world.person({ languageCode: 'ru' })];
    const [english, russian] = [await anna.asksInline('QR'), await boris.asksInline('QR')];
    expect(english.results[0]?.title).toMatch(/^[^а-яё]+$/i);
    expect(russian.results[0]?.title).toMatch(/[а-яё]/i);
  });
});

describe('inline mode of a house', () => {
  it('knows only what its institutions answer, and lets go what Telegram refuses and who types too fast', async () => {
    const world = await World.open({ institutions: defaultInstitutions.filter(({ kind }) => kind === 'school') });
    try {
      const anna = await world.person({ known: false });
      const { results } = await anna.asksInline('qr на турникете не срабатывает');
      expect(results.filter(({ id }) => id.startsWith('isu.'))).toEqual([]);
      expect((await anna.asksInline('')).results.every(({ id }) => id.startsWith('eljur.'))).toBe(true);

      world.telegram.fault({ method: 'answerInlineQuery', kind: '500' });
      anna.person.inline.asks('refused');
      const told = await eventually('the log', () => world.log.find((line) => line.includes('inline query was not')));
      expect(JSON.parse(told)).toMatchObject({ level: 20 });

      // More than patience grows by meanwhile, however slow the machine is.
      const many = 200;
      for (let at = 0; at < many; at += 1) anna.person.inline.asks(String(at));
      await eventually('the end of patience', () => world.log.find((line) => line.includes('inline query was left')));
      const boris = await world.person({ known: false });
      expect((await boris.asksInline('пароль')).results.length).toBeGreaterThan(0);
      const answers = world.telegram.calls.filter(({ method }) => method === 'answerInlineQuery');
      expect(answers.length).toBeLessThan(many);
    } finally {
      await world.close();
    }
  });
});
