import { describe, expect, it } from 'vitest';
import { authorization, isAuthorized } from '#core/accounts/authorization.ts';

const student = { kind: 'corporate_email', value: 'anna@student.example.ru', role: 'student' } as const;
const staff = { kind: 'corporate_email', value: 'anna@staff.example.ru', role: 'staff' } as const;

describe('authorization', () => {
  it('names the e-mail that confirms each role, and what is owed', () => {
    expect(authorization(['staff', 'student'], [staff])).toEqual([
      { role: 'student', confirmed: null },
      { role: 'staff', confirmed: 'anna@staff.example.ru' },
    ]);
  });

  it('asks both e-mails of someone who is both', () => {
    expect(isAuthorized(['student', 'staff'], [student])).toBe(false);
    expect(isAuthorized(['student', 'staff'], [student, staff])).toBe(true);
  });

  it('takes neither another role’s e-mail nor a private one', () => {
    expect(isAuthorized(['staff'], [student])).toBe(false);
    expect(isAuthorized(['student'], [{ ...student, kind: 'email' }])).toBe(false);
    expect(isAuthorized(['student'], [{ ...student, role: null }])).toBe(false);
  });

  it('authorizes nobody who has no such role', () => {
    expect(isAuthorized([], [student])).toBe(false);
    expect(isAuthorized(['parent', 'teacher'], [student, staff])).toBe(false);
  });
});
