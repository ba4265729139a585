import { describe, expect, it } from 'vitest';
import { decide } from '#core/faq/model/decide.ts';

const among = (human: number) => [
  { intent: 'town.keys', confidence: 0.9 - human },
  { intent: 'human', confidence: human },
  { intent: 'none', confidence: 0.1 },
];

describe('what is done with a message', () => {
  it('calls a person only when that is likelier than everything else together', () => {
    expect(decide(among(0.5)).outcome).toBe('human');
    const spread = [
      { intent: 'human', confidence: 0.4 },
      { intent: 'town.keys', confidence: 0.3 },
      { intent: 'town.bicycle', confidence: 0.29 },
      { intent: 'none', confidence: 0.01 },
    ];
    const { outcome, intents } = decide(spread);
    expect(outcome).toBe('suggest');
    expect(intents.map(({ intent }) => intent)).toEqual(['town.keys', 'town.bicycle']);
  });
});
