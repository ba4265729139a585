import { describe, expect, it } from 'vitest';
import { schoolWords } from '#core/schools/words.ts';

const words = (text: string): string[] => schoolWords(text).words;

describe('the words of a school', () => {
  it.each([
    ['Чайковского', 'Chaykovskogo', 'Tchaikovsky', 'Чайковский'],
    ['Толстого', 'Толстой', 'Tolstoy'],
    ['Казань', 'Казани', 'Kazan'],
    ['Щербакова', 'Shcherbakova', 'Scherbakova'],
    ['Хабаровск', 'Khabarovsk', 'Habarovsk'],
    ['Екатеринбург', 'Yekaterinburg', 'Ekaterinburg'],
    ['Цветаева', 'Tsvetaeva', 'Tsvetayeva', 'Cvetaeva'],
    ['Ильича', 'Ilyicha', 'Ilicha'],
    ['Юрия', 'Yuriya', 'Yuria'],
    ['Советская', 'Sovetskaya', 'sovetskaia'],
    ['Жуковский', 'Zhukovsky', 'Zhukovskij'],
    ['Москва', 'Moskva', 'Moscow', 'МСК'],
    ['Санкт-Петербург', 'Sankt-Peterburg', 'Saint Petersburg', 'спб', 'Питер', 'St. Petersburg'],
  ])('are the same however they are spelled: %s', (first, ...others) => {
    expect(words(first)).not.toEqual([]);
    for (const other of others) expect(words(other)).toEqual(words(first));
  });

  it('are those that tell schools apart', () => {
    expect(words('МБОУ «СОШ № 57 им. А. С. Пушкина» г. Казань')).toEqual(words('57 Пушкина Казань'));
    expect(words('Муниципальное общеобразовательное учреждение средняя школа № 007')).toEqual(['7']);
    expect(words('школа1399')).toEqual(['1399']);
    expect(words('1399-я')).toEqual(['1399']);
    expect(words('  — «» ')).toEqual([]);
  });

  it('name the kind apart, so that it never excludes', () => {
    expect(schoolWords('Гимназия № 5')).toEqual({ words: ['5'], kinds: ['gymnasium'] });
    expect(schoolWords('gymnasium 5').kinds).toEqual(['gymnasium']);
    expect(schoolWords('litsey 5').kinds).toEqual(['lyceum']);
    expect(schoolWords('Лицей-школа').kinds).toEqual(['lyceum', 'school']);
    expect(schoolWords('SCHOOL').kinds).toEqual(['school']);
    expect(schoolWords('имени Шолохова')).toEqual({ words: ['sholohov'], kinds: [] });
  });
});
