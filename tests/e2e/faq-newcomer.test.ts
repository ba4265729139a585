import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIN_LENGTH } from '#core/accounts/password.ts';
import { type Actor, labelsOf, textOf } from '#tests/support/actor.ts';
import { sharedFaq } from '#tests/support/faq.ts';
import { asked } from '#tests/support/questions.ts';
import { visitor } from '#tests/support/school.ts';
import { atStep, goesOn, literally, rings, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

/** What newcomers ask and say that no article is about, in the middle of a registration. */
describe.each(ways)('a newcomer over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const ru = language === 'ru';
  const ask = (what: keyof typeof asked): string => asked[what][language];
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const all = (anna: Actor): string => anna.said().map(textOf).join('\n');
  const questionsOf = ({ person }: Actor) =>
    world.database.prisma.question.findMany({ where: { chatId: person.id }, orderBy: { id: 'asc' } });

  it('whom neither an answer nor what is offered instead helps reaches a human, who reads what was asked', async () => {
    const { anna } = await atStep(world, 'name', language);
    await anna.types(ask('qr')).presses(say.button('faq-not')).expects(say.text('faq-next'));
    await anna.presses(say.button('faq-none')).expects(say.text('faq-to-human'));
    await anna.expects(say.text('human-asked'));
    const { facts, reason } = await world.database.prisma.ticket.findFirstOrThrow({
      where: { chatId: anna.person.id },
      orderBy: { id: 'desc' },
    });
    expect(reason).toBe('faq.unhelpful');
    expect(facts).toMatchObject({ questions: ask('qr') });
  });

  it('who types the password before its page is told where it is thought up, and nothing of it stays', async () => {
    const { anna } = await atStep(world, 'name', language);
    for (const typed of ['Qwerty123!', 'Zx9kLmQp77']) {
      await anna.types(typed).expects(say.text('errors-password-soon-in-chat'));
      expect(anna.person.chat.findLast(({ from }) => from === 'person')).toMatchObject({ deleted: true });
      await anna.expects(say.text('register-name', { role: 'student' }));
    }
    await anna.types(ask('nonsense')).expects(say.text('faq-unknown'));
    expect(anna.person.chat.findLast(({ from }) => from === 'person')?.deleted).toBeFalsy();
    expect((await questionsOf(anna)).map(({ text }) => text)).toEqual([ask('nonsense')]);
  });

  it('who asks what now, what it costs, who sees it or which number will do is told from where they are', async () => {
    const { anna } = await atStep(world, 'phone', language);
    const told = async (texts: readonly string[], ...keys: [string, Record<string, string | number>?][]) => {
      for (const text of texts) {
        await anna.types(text);
        for (const [key, args] of keys) await anna.expects(say.text(key, args));
      }
    };
    const step = (at: number): [string, Record<string, number>] => ['faq-house-step', { at, of: 4 }];
    const now = ru
      ? ['а чё делать то', 'ну и чё дальше', 'сколько шагов ещё', 'xnj ltkfnm', 'chto delat', 'куда нажимать?']
      : ['what do i need to do', 'what now?', 'how many steps are left', 'црфе тщц'];
    await told(now, step(1), ['register-phone']);
    const foreign = ru
      ? ['казахстанский номер, подойдёт?', 'у меня иностранная симка']
      : ['my number is from Kazakhstan', 'does a foreign number work'];
    await told(foreign, ['faq-house-foreign-number', { country: ru ? 'Россия' : 'Russia' }]);
    await anna.button(say.button('faq-back'));
    const safe = ru
      ? ['это безопасно?', 'это не развод? куда пойдет мой номер', 'кто увидит мои данные']
      : ['is it safe?', 'is this a scam', 'who will see my number'];
    await told(safe, ['faq-house-privacy', { kind: 'university' }]);
    await anna.presses(say.button('privacy')).expects(say.text('privacy-text'));
    await told(ru ? ['как удалить свои данные'] : ['delete my data'], ['faq-house-erase', { kind: 'university' }]);
    await told(ru ? ['Не приходит смс с кодом'] : ['the sms code does not come'], ['faq-house-sms', { at: 'phone' }]);
    const other = ru ? 'как поменять язык' : 'how do i change the language';
    await anna.types(other).expects(say.text('language-choose'));

    await anna.shares().expects(say.text('register-call'));
    await told(
      ru ? ['а звонок платный?', 'f pdjyjr gkfnysq&'] : ['is the call free?'],
      ['faq-house-call-price'],
      ['register-call'],
    );
    await told(ru ? ['где смс'] : ['where is the sms'], ['faq-house-sms', { at: 'call' }]);
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
    const mailbox = ru
      ? ['а какую почту писать, личную или вузовскую?', 'какой адрес указать?']
      : ['which email should i use, personal or university?'];
    await told(mailbox, ['faq-house-mailbox-own'], ['register-email']);
    const gosuslugi = ru ? ['забыл пароль от госуслуг'] : ['i forgot my gosuslugi password'];
    await told(gosuslugi, ['faq-house-gosuslugi-password'], ['register-email']);
    await told(now.slice(0, 1), step(3), ['register-email']);
    expect((await questionsOf(anna)).map(({ outcome }) => outcome)).not.toContain('none');
  });

  it('who asks about the password is told the rules of this institution', async () => {
    const rules = ru
      ? ['какой пароль придумать', 'пароль какой длины', 'rfrjq gfhjkm ghblevfnm']
      : ['how long should the password be', 'what password do I choose'];
    const who = await atStep(world, 'name', language);
    const { anna } = who;
    for (const text of rules) {
      await anna.types(text).expects(say.text('faq-house-password-rules', { min: MIN_LENGTH }));
      await anna.expects(say.text('register-name', { role: 'student' }));
    }
    await goesOn(world, who, 'password', 'name');
    for (const text of rules) {
      await anna.types(text).expects(say.text('faq-house-password-rules', { min: MIN_LENGTH }));
      await anna.expects(say.text('faq-deleted'));
      expect(anna.person.chat.findLast(({ from }) => from === 'person')?.deleted).toBe(true);
    }
  });

  it('of a school is told of the school', async () => {
    const newcomer = await world.person({ languageCode: language, known: false });
    await newcomer.opens('/start eljur').expects(say.text('welcome-consent-school'));
    const code = (await sharedFaq()).current().article('eljur.where_code', language)?.title ?? 'eljur.where_code';
    await newcomer.types(ru ? 'код не пришёл' : 'the code has not come').expects(new RegExp(literally(code)));
    const { anna } = await visitor(world, language);
    await anna.types(ru ? 'застрял' : 'stuck').expects(say.text('faq-suggest-here'));
    await anna.types(ru ? 'звонок платный?' : 'is the call free').expects(say.text('faq-elsewhere-call'));
    await anna
      .types(ru ? 'где смс с кодом' : 'where is the sms code')
      .expects(say.text('faq-house-sms', { at: 'school' }));
    await anna.types(ru ? 'кто видит мои данные' : 'who sees my data');
    await anna.expects(say.text('faq-house-privacy', { kind: 'school' }));
    await anna.types(ru ? 'пароль какой длины' : 'how long should the password be');
    expect(all(anna)).not.toMatch(say.text('faq-house-password-rules'));
    await anna.types(ru ? 'что делать?' : 'what now').expects(say.text('faq-house-here'));
    await anna.expects(say.text('school-entry'));
  });

  it('who waits for a letter reads how that one stands, and nothing of another institution', async () => {
    const school = 'eljur.letter_late_spam';
    const { anna } = await atStep(world, 'letter', language);
    const waits = ru
      ? ['письмо не приходит уже час', 'письма нет', 'не приходит', 'код не пришёл']
      : ['the letter has not come for an hour', 'no letter', "it doesn't come", 'the code has not come'];
    for (const text of waits) {
      await anna.types(text).expects(say.text('faq-know-letter-waiting', { email: 'g•••@example.org', minutes: 0 }));
      const pressed = anna.said().flatMap(({ buttons = [] }) => buttons.flat().map((one) => one.callback_data ?? ''));
      expect(pressed.join()).not.toContain(school);
    }
    const other = ru ? 'письмо от школьного журнала не приходит' : 'the letter of the school journal has not come';
    await anna.types(other);
    const offered = anna.said().flatMap(({ buttons = [] }) => buttons.flat().map((one) => one.callback_data ?? ''));
    expect(offered.join()).toContain(school);
  });

  it('who swears, waves or shrugs gets a calm word, and the helpdesk no list of it', async () => {
    const { anna } = await atStep(world, 'email', language);
    const said: [string, string][] = ru
      ? [
          ['блять да что за хуйня', 'sorrow'],
          ['сука не работает ничего', 'sorrow'],
          ['ничего не работает', 'sorrow'],
          ['пашол нах', 'leave'],
          ['отстань', 'leave'],
          ['ghbdtn', 'greeting'],
        ]
      : [
          ['wtf this shit doesnt work', 'sorrow'],
          ['nothing works', 'sorrow'],
          ['go away', 'leave'],
          ['руддщ', 'greeting'],
        ];
    for (const [text, courtesy] of [...said, ['🤷', 'emoji'], ['👍', 'consent']] as const) {
      await anna.types(text).expects(say.text(`faq-courtesy-${courtesy}`));
      await anna.expects(say.text('register-email'));
    }
    expect(await questionsOf(anna)).toEqual([]);
  });

  it('whose album no step asks for gets one answer to it', async () => {
    const { anna } = await atStep(world, 'email', language);
    const photos = [{ kind: 'photo' }, { kind: 'photo' }, { kind: 'photo' }] as const;
    for (const round of [1, 2]) {
      await anna.does((person) => person.sendAlbum(photos));
      await anna.expects(say.text('unexpected-photo'));
      await world.idle();
      await world.delivered(anna.person.id);
      expect(anna.said(), `album ${round}`).toHaveLength(1);
    }
  });

  it('is led back to the step by a button that says so, and by one way only', async () => {
    const { anna } = await atStep(world, 'consent', language);
    await anna.types(ask('qr')).presses(say.button('faq-back')).expects(say.text('welcome-consent'));
    const other = (await atStep(world, 'phone', language)).anna;
    await other.types(ask('nonsense')).expects(say.text('faq-unknown'));
    await other.expects(say.text('register-phone'));
    expect(other.said().map(labelsOf).join()).not.toContain(say.button('faq-back'));
  });

  it('whose address stands in a question may give it with the first button', async () => {
    const { anna } = await atStep(world, 'email', language);
    const text = ru ? 'а если у меня почта max2@primer.ru она подойдет?' : 'does my mail max2@primer.ru work here';
    await anna.types(text).expects(say.text('faq-suggest'));
    const use = say.button('faq-use', { value: 'max2@primer.ru' });
    expect(anna.said()[0]?.buttons?.[0]?.map((one) => one.text)).toEqual([use]);
    await anna.presses(use).expects(say.text('register-letter', { email: 'max2@primer.ru' }));
  });

  it('who has confirmed all is offered to look at it, not to do it once more', async () => {
    const { anna } = await atStep(world, 'home', language);
    await anna.opens('/start faq-isu__authorization_delay').expects(say.text('faq-know-authorized'));
    const labels = anna.said().map(labelsOf).join();
    expect(labels).toContain(say.button('authorization'));
    expect(labels).not.toContain(say.button('faq-to-authorize'));
    await anna.presses(say.button('authorization')).expects(say.text('authorize-complete'));
  });
});
