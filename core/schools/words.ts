/** What kind of school a word means; people add it from habit («школа 57» of a gymnasium), so it ranks and never excludes. */
export type Kind = 'school' | 'gymnasium' | 'lyceum';

const KINDS: [Kind, RegExp][] = [
  ['gymnasium', /^gimn/],
  ['lyceum', /^lice/],
  ['school', /^(?:s[hk]?kol(?:a|i|e|u|oi)?|shk|shol|sch)$/],
];

const LATIN = new Map([
  ...[...'абвгдеёзийклмнопрстуфхцыэ'].map((letter, at): [string, string] => [
    letter,
    [...'abvgdeeziiklmnoprstufhcie'][at] ?? '',
  ]),
  ...Object.entries({ ж: 'zh', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ь: '', ю: 'iu', я: 'ia' }),
]);

/** Endings of the cases, where enough of the word is left: «Толстой», «Толстого», «в Казани». */
const ENDING = /(?<=[a-z]{4})(?:ogo|ego|omu|emu|aia|oi|ei|oe|om|a|e|i|o|u)$/;

/** Words that tell no school from another, as `spelled` writes them. */
const NOISE = new Set(
  [
    'им имени номер но no number num the of named after сош оош нош соц мбоу маоу мкоу моу маоу гбоу гаоу гкоу гоу чоу ноу оу фгкоу',
    'общеобразовательная общеобразовательное общеобразовательный средняя среднее основная начальная образовательное образования',
    'муниципальное муниципальная государственное государственная бюджетное бюджетная автономное автономная казенное казенная',
    'частное частная учреждение центр комплекс с углубленным изучением отдельных предметов и в на для',
    'город городской гор область обл область край республика респ район р-н округ улица ул city region republic oblast krai district',
    'www http https hello',
  ]
    .flatMap((line) => line.split(' '))
    .map(spelled),
);

/** How people shorten or translate places. */
const PLACES = new Map(
  Object.entries({
    мск: 'москва',
    moscow: 'москва',
    спб: 'санкт петербург',
    питер: 'санкт петербург',
    петербург: 'санкт петербург',
    petersburg: 'санкт петербург',
    saint: 'санкт',
    st: 'санкт',
    екб: 'екатеринбург',
    нск: 'новосибирск',
    ннов: 'нижний новгород',
    russia: '',
    россия: '',
    рф: '',
  }).map(([short, full]) => [spelled(short), full === '' ? [] : full.split(' ').map(spelled)]),
);

/**
 * One spelling for a small-lettered word of either script, however it was transliterated: «Чайковского», “Tchaikovskogo” and
 * “Chaykovsky” meet in `chaikovsk`. For comparing, never for showing.
 */
function spelled(word: string): string {
  return [...word]
    .map((letter) => LATIN.get(letter) ?? letter)
    .join('')
    .replace(/[^a-z0-9]/g, '')
    .replace(/tch/g, 'ch')
    .replace(/s(?:h?ch)/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/ck/g, 'k')
    .replace(/t[sz]/g, 'c')
    .replace(/x/g, 'ks')
    .replace(/w/g, 'v')
    .replace(/q/g, 'k')
    .replace(/[yj]/g, 'i')
    .replace(/ie/g, 'e')
    .replace(/([a-z])\1+/g, '$1')
    .replace(ENDING, '');
}

export interface SchoolWords {
  /** Numbers and names, as `spelled` writes them, none twice. */
  words: string[];
  kinds: Kind[];
}

/** The words of a school's name, of its region, or of what somebody looks for. Initials and words that all schools have are left out. */
export function schoolWords(text: string): SchoolWords {
  const parts =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? [];
  const words = new Set<string>();
  const kinds = new Set<Kind>();
  for (const part of parts) {
    const word = /^\p{N}/u.test(part) ? part.replace(/^0+(?=.)/, '') : spelled(part);
    const kind = KINDS.find(([, pattern]) => pattern.test(word))?.[0];
    if (kind) kinds.add(kind);
    else if (isNumber(word)) words.add(word);
    else if (part.length > 1 && word !== '' && !NOISE.has(word))
      for (const one of PLACES.get(word) ?? [word]) words.add(one);
  }
  return { words: [...words], kinds: [...kinds] };
}

export const isNumber = (word: string): boolean => /^\d/.test(word);
