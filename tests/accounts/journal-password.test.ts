import { describe, expect, it } from 'vitest';
import { judgeJournalPassword } from '#core/accounts/journal-password.ts';

const owner = {
  login: 'severok123',
  birthDates: [new Date('2012-04-09'), new Date('2017-09-02')],
  words: ['Николаева', 'Варвара', 'Петровна', 'varya.nik@example.ru', 'varya', 'nik', 'example', 'ru'],
};

async function verdict(password: string): Promise<string> {
  const judged = await judgeJournalPassword(password, owner);
  return judged.ok ? 'good' : judged.error;
}

describe('judging a password of the journal', () => {
  it.each([
    ['', 'password.journal-short'],
    ['tyul4gr', 'password.journal-short'],
    ['тюлень7', 'password.journal-short'],
    ['a1'.repeat(65), 'password.too-long'],
    ['tyulen gromko', 'password.journal-characters'],
    ['tyulen-gromko', 'password.journal-characters'],
    ['tyulen4gr ', 'password.journal-characters'],
    ['ёлкаİзелёная', 'password.journal-characters'],
    ['ｔｙｕｌｅｎ４ｇ', 'password.journal-characters'],
    ['severok123', 'password.login'],
    ['SEVEROK2026', 'password.login'],
    ['321korevesx', 'password.login'],
    ['ыумукщл123', 'password.login'],
    ['09042012', 'password.birth-date'],
    ['20120409', 'password.birth-date'],
    ['9042012абв', 'password.birth-date'],
    ['kot2012409', 'password.birth-date'],
    ['09042012abc', 'password.birth-date'],
    ['abc21024090', 'password.birth-date'],
    ['дата9412ю', 'password.birth-date'],
    ['nikolaeva12', 'password.personal'],
    ['Варвара2012', 'password.personal'],
    ['dfhdfhf2012', 'password.personal'],
    ['varya12345', 'password.personal'],
    ['qwertyuiop', 'password.common'],
    ['gfhjkm12345', 'password.common'],
    ['Пароль2026', 'password.common'],
    ['aaaaaaaaaa', 'password.weak'],
    ['12121212', 'password.weak'],
    ['tyulen4gromkopoet', 'good'],
    ['тюлень4громкопоёт', 'good'],
    ['Ёжик7туманит', 'good'],
    ['kx7mq2wz', 'good'],
    // A date in a password that holds enough besides it.
    ['tyulen4gromko09042012', 'good'],
  ])('%s: %s', async (password, expected) => expect(await verdict(password)).toBe(expected));

  it('composes what some keyboards send in parts', async () =>
    expect(await verdict('Ёжик7туманит'.normalize('NFD'))).toBe('good'));

  it('takes the date of birth of anybody in the family', async () => {
    for (const password of ['Петя02092017', '2092017petr', 'пётр20170902'])
      expect(await verdict(password)).toBe('password.birth-date');
  });

  it('needs no date of birth', async () =>
    expect(await judgeJournalPassword('kx7mq2wz', { ...owner, birthDates: [] })).toMatchObject({ ok: true }));
});
