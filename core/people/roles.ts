import { Role } from '#prisma/generated/enums.ts';

/** Beginnings of the words that directories use; «ё» is written «е» here. */
const BEGINNINGS: [RegExp, Role[]][] = [
  [/^(студент|обуча|учащ|учени|аспирант|ординатор|интерн|магистрант|докторант|слушател|student|postgrad)/, ['student']],
  [/^(сотрудник|работ|преподавател|профессор|доцент|персонал|ппс|ауп|staff|employee|lecturer|professor)/, ['staff']],
  [/^(учител|teacher)/, ['teacher']],
  [/^(родител|законн|parent|guardian)/, ['parent']],
  [/^(оба|обе|both)$/, ['student', 'staff']],
];
const LEFT =
  /уволен|отчислен|выпускник|бывш|в архиве|не работает|не обучается|dismissed|expelled|former|inactive|alumn/;
const order = Object.values(Role);

/**
 * The roles that a cell names («студент, сотрудник», «student and staff», «оба»), in one fixed order.
 * Somebody all of whose roles ended («студент (отчислен)») has left, and so has everybody whose status says so.
 */
export function readRoles(cell: string, status = ''): Role[] | 'left' | 'missing' | 'unknown' {
  if (LEFT.test(plain(status))) return 'left';
  const parts = plain(cell)
    .split(/[,;/+&|\n]| и | and /)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return 'missing';

  const current = parts.filter((part) => !LEFT.test(part));
  if (current.length === 0) return 'left';
  const roles = current.map((part) => BEGINNINGS.find(([beginning]) => beginning.test(part))?.[1]);
  if (roles.includes(undefined)) return 'unknown';
  return order.filter((role) => roles.some((some) => some?.includes(role)));
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
