import { expect, it } from 'vitest';
import { question } from '#bot/journeys/faq.ts';
import type { StepContext } from '#bot/journeys/step.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const institution = defaultInstitutions.find(({ id }) => id === 'eljur') ?? null;
const where = { journey: 'invite', step: 'code', messageId: null, argument: '' };

/** What a text is answered with after this article. */
async function after(shown: string | null, text: string) {
  const recorded: unknown[] = [];
  const questions = {
    last: async () => null,
    isRepeated: async (_: unknown, intent: string) => intent === shown,
    record: async (kept: unknown) => recorded.push(kept) + 6,
  };
  const context = {
    faq,
    language: 'ru',
    institution,
    institutions: defaultInstitutions,
    core: { questions, tickets: { openOf: async () => null } },
  };
  const aside = await question(context as unknown as StepContext<unknown>, where, text);
  return { recorded, screen: aside.screen };
}

it('an article that was just given is not given again word for word: a human comes first', async () => {
  const { recorded, screen } = await after('eljur.code_whose', 'чей это код, ученика или родителя?');
  expect(screen?.text.map(({ key }) => key)).toEqual(['faq-repeated']);
  expect(screen?.html).toBeUndefined();
  const labels = screen?.buttons?.flat().map(({ label }) => label);
  expect(labels?.[0]).toBe('button-human');
  expect(screen?.buttons?.flat()).toContainEqual(
    expect.objectContaining({ args: { text: faq.article('eljur.code_whose', 'ru')?.title } }),
  );
  expect(recorded).toEqual([expect.objectContaining({ outcome: 'answer', intent: 'eljur.code_whose' })]);
});

it('another one is', async () => {
  const { screen } = await after('eljur.where_code', 'чей это код, ученика или родителя?');
  expect(screen?.text.map(({ key }) => key)).not.toContain('faq-repeated');
  expect(screen?.html).toBeDefined();
});
