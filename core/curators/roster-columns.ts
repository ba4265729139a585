import { plainHeading } from '../people/columns.ts';

/** Whom a column is about: whoever the record is of, or one of a pupil's parents, by what the heading calls them. */
export type Whose = 'own' | (string & {});

export const facts = ['name', 'surname', 'given', 'patronymic', 'birth', 'snils', 'email', 'phone', 'code'] as const;
export type Fact = (typeof facts)[number];

/** Positions of a list's cells, from 0. */
export interface RosterColumns {
  kind: 'pupils' | 'staff';
  /** The class, or the position. */
  group: number;
  /** Columns of each fact: who is `own`, or a parent such as `mother`, `parent`, `parent2`. */
  cells: { whose: Whose; fact: Fact; index: number }[];
  width: number;
}

const PARENT =
  /(?<mother>мат(?:ь|ери)|мам[аы]|mother)|(?<father>отец|отца|пап[аы]|father)|(?:родител|представител|parent|guardian)\p{L}*?(?<number>\d?)$|(?:родител|представител|parent|guardian)/u;

const FACTS: [RegExp, Fact][] = [
  [/снилс|snils/, 'snils'],
  [/mail|электрон|почт(?!ов)/, 'email'],
  [/телеф|^тел|моб|сотов|phone|mobile/, 'phone'],
  [/рожд|birth|^др$|^dob$/, 'birth'],
  [/приглас|приглаш|invit|код(?:учен|учащ|родител)/, 'code'],
  [/^фамилия(?!имя)|surname|lastname/, 'surname'],
  [/^имя(?!отч)|givenname|firstname/, 'given'],
  [/^отчество|patronymic|middlename/, 'patronymic'],
];
const NAME = /фио|фамилия|полноеимя|имя|name|учени|учащ|обучающ|ребен|pupil|student|child|сотрудник|учител|teacher/;
const CLASS = /^(?:класс|кл|группа|class|grade|form|учебныйкласс|классученика|номеркласса)$/;
const POSITION = /должност|^position$|jobtitle|^post$/;

/** Finds a list's columns by their headings, Russian or English, in any order; null when it is neither a class list nor a staff list. */
export function findRosterColumns(headings: readonly string[]): RosterColumns | null {
  const plain = headings.map(plainHeading);
  const classAt = plain.findIndex((heading) => CLASS.test(heading));
  const positionAt = plain.findIndex((heading) => POSITION.test(heading));
  const kind = positionAt >= 0 ? 'staff' : 'pupils';
  const group = kind === 'staff' ? positionAt : classAt;
  if (group < 0) return null;

  const cells = plain.flatMap((heading, index) => {
    if (index === group || heading === '') return [];
    const whose = kind === 'pupils' ? whoseOf(heading) : 'own';
    const fact = FACTS.find(([pattern]) => pattern.test(heading))?.[1] ?? (isName(heading, whose) ? 'name' : null);
    return fact ? [{ whose, fact, index }] : [];
  });
  const named = cells.some(({ whose, fact }) => whose === 'own' && (fact === 'name' || fact === 'surname'));
  return named ? { kind, group, cells, width: headings.length } : null;
}

function whoseOf(heading: string): Whose {
  const match = PARENT.exec(heading);
  if (!match) return 'own';
  const { mother, father, number } = match.groups ?? {};
  if (mother) return 'mother';
  return father ? 'father' : `parent${number ?? ''}`;
}

/** A parent's column that names nothing else holds the name. */
const isName = (heading: string, whose: Whose): boolean =>
  whose === 'own' ? NAME.test(heading) : !/адрес|работ|степень|родств|паспорт|address/.test(heading);
