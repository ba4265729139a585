import { expect, it } from 'vitest';
import { readRoles } from '#core/people/roles.ts';

it.each([
  ['Студент', ['student']],
  ['обучающийся', ['student']],
  ['Аспирант', ['student']],
  ['Сотрудник', ['staff']],
  ['ППС', ['staff']],
  ['Преподаватель / Студент', ['student', 'staff']],
  ['студент, сотрудник', ['student', 'staff']],
  ['Сотрудник и студент', ['student', 'staff']],
  ['staff;student', ['student', 'staff']],
  ['both', ['student', 'staff']],
  ['Оба', ['student', 'staff']],
  ['Студент, студент', ['student']],
  ['Родитель', ['parent']],
  ['студент; уволен', ['student']],
  ['Студент (отчислен)', 'left'],
  ['бывший сотрудник', 'left'],
  ['Не работает', 'left'],
  ['', 'missing'],
  [' ; ', 'missing'],
  ['космонавт', 'unknown'],
  ['студент, космонавт', 'unknown'],
])('reads %j as %j', (cell, roles) => expect(readRoles(cell)).toEqual(roles));

it('believes a status beside the role', () => {
  expect(readRoles('Студент', 'Обучается')).toEqual(['student']);
  expect(readRoles('Студент', 'Отчислен')).toBe('left');
});
