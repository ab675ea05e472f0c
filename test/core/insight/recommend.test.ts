import { describe, expect, test } from 'vitest';
import { contractUsageOf } from '../../../src/core/domain/insight/contract-usage.ts';
import { isBudgetConstrained, prioritiesOf } from '../../../src/core/domain/insight/priorities.ts';
import { type RecommendFacts, recommend } from '../../../src/core/domain/insight/recommend.ts';
import { amountOfMoney, amountText, percentText } from '../../../src/core/domain/insight/words.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { SCALE, type Unit } from '../../../src/core/domain/shared/quantity.ts';
import { rational } from '../../../src/core/domain/shared/rational.ts';
import { addDays } from '../../../src/core/domain/shared/time.ts';

const START = '2025-01-01';

/** A contract over 100 units, so many days into 100. */
function contract(used: number, gone: number, unit: Unit = 'learner', status: CampaignStatus = 'active') {
  const campaign = { status, startDate: START, endDate: '2025-04-10' };
  return contractUsageOf(campaign, { unit, consumed: used * SCALE, capacity: 100 * SCALE }, addDays(START, gone), null);
}

const QUIET: Omit<RecommendFacts, 'contract'> = {
  projectedCost: 50_000,
  allocated: 100_000,
  spent: 10_000,
  currency: 'EUR',
  burn: { depletedOn: null },
  budgetConstrained: false,
  sroi: 3,
  lowImpact: false,
  engagement: rational(60),
  highValue: false,
};
const sentences = (facts: Partial<RecommendFacts> & Pick<RecommendFacts, 'contract'>) =>
  recommend({ ...QUIET, ...facts }).map(({ sentence }) => sentence);

describe('the sentence on a contract gives the projection and the days left', () => {
  test.each<[string, ReturnType<typeof contract>, string]>([
    [
      'expand',
      contract(84, 60),
      'Offer a larger contract: 84 of 100 learners (84 %) are used and 140 (140 %) expected by the end, with 40 days left. At this pace all of it is used on 13 March 2025.',
    ],
    [
      'negotiate more',
      contract(52, 50),
      'Negotiate a larger commitment: 52 of 100 learners (52 %) are used and 104 (104 %) expected by the end, with 50 days left. At this pace all of it is used on 7 April 2025.',
    ],
    [
      'negotiate less',
      contract(1, 50),
      'Negotiate a smaller commitment, or help to use it: 1 of 100 learners (1 %) is used and 2 (2 %) expected by the end, with 50 days left.',
    ],
    [
      'maintain',
      contract(60, 70),
      'Keep the contract as it is: 60 of 100 learners (60 %) are used and 86 (85.7 %) expected by the end, with 30 days left.',
    ],
    [
      'close',
      contract(60, 100),
      'The period is over, settle what is open and speak of a renewal: 60 of 100 learners (60 %) are used.',
    ],
    [
      'close when all was used',
      contract(100, 100),
      'Settle what is open and speak of a renewal with a larger commitment: 100 of 100 learners (100 %) are used.',
    ],
    [
      'before the period begins',
      contract(10, -5, 'credit', 'recruiting'),
      'Keep the contract as it is: 10 of 100 credits (10 %) are used, with 100 days left.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(sentences({ contract: given })).toEqual([sentence]);
  });

  test.each<[string, ReturnType<typeof contract>, boolean]>([
    ['with less than a tenth left', contract(85, 91, 'seat'), true],
    ['not with a tenth left', contract(85, 90, 'seat'), false],
    ['not with a projection of 100 %', contract(100, 91, 'seat'), false],
    ['not once the period is over', contract(85, 100, 'seat'), false],
  ])('and says on plan, and speaks of renewal, %s', (_, given, isOnPlan) => {
    const [sentence] = sentences({ contract: given });
    expect(sentence?.includes('on plan')).toBe(isOnPlan);
    if (isOnPlan) expect(sentence).toMatch(/with 9 days left\. Speak of its renewal\.$/);
  });

  test('and speaks of a smaller renewal where less than half is used', () => {
    const [only] = recommend({ ...QUIET, contract: contract(40, 95) });
    expect(only).toMatchObject({
      code: 'renew',
      figures: { daysLeft: { value: 5 }, utilizationPercent: { value: 40 } },
    });
    expect(only?.sentence).toContain('Speak of its renewal, with a smaller commitment.');
  });
});

describe('beside the contract', () => {
  const calm = contract(60, 70);
  test.each<[string, Partial<RecommendFacts>, string]>([
    [
      'the budget comes first where it is used up',
      { budgetConstrained: true, spent: 93_750, burn: { depletedOn: '2025-03-20' } },
      'Agree on the budget first: 937.50 EUR of 1,000.00 EUR (93.8 %) is spent, and at this burn all of it by 20 March 2025.',
    ],
    [
      'a cost above the budget is said',
      { projectedCost: 1_234_567 },
      'The period comes to 12,345.67 EUR, 11,345.67 EUR above the budget: agree on who pays for it.',
    ],
    [
      'a low SROI is said',
      { lowImpact: true, sroi: 1.8 },
      'An SROI of 1.8 is low: look at what is delivered before selling more.',
    ],
    [
      'a high value is said',
      { highValue: true, sroi: 4.256, engagement: rational(8_650, 100) },
      'An SROI of 4.26 with 86.5 % engagement speaks for itself: bring it into the talk.',
    ],
  ])('%s', (_, facts, sentence) => {
    expect(sentences({ contract: calm, ...facts })).toEqual([expect.any(String), sentence]);
  });
});

describe('priorities', () => {
  const facts = {
    status: 'active' as CampaignStatus,
    flags: { lowPerformance: false },
    budgetConstrained: false,
    highValue: false,
  };
  test.each<[string, Partial<Parameters<typeof prioritiesOf>[0]>, string[]]>([
    ['nothing is the matter', { contract: contract(60, 70) }, []],
    ['all of it is used', { contract: contract(100, 70) }, ['exhausted']],
    ['it is filling, and ends soon', { contract: contract(90, 95) }, ['near', 'renewal']],
    ['little is used', { contract: contract(10, 70) }, ['underused']],
    [
      'the period is over',
      { contract: contract(10, 100, 'learner', 'completed'), status: 'completed', highValue: true },
      ['renewal', 'high_value'],
    ],
    [
      'many things are',
      { contract: contract(85, 70), budgetConstrained: true, highValue: true, flags: { lowPerformance: true } },
      ['budget_constrained', 'near', 'low_impact', 'high_value'],
    ],
    ['it is a draft', { contract: contract(0, 70), status: 'draft', highValue: true }, []],
    ['it is closed', { contract: contract(100, 70), status: 'closed', highValue: true }, []],
  ])('when %s', (_, given, expected) => {
    expect(prioritiesOf({ ...facts, contract: contract(60, 70), ...given })).toEqual(expected);
  });

  test.each<[boolean, 'over_plan' | 'on_plan' | null, number, boolean]>([
    [true, null, 0, true],
    [false, 'over_plan', 25, true],
    [false, 'over_plan', 24, false],
    [false, 'on_plan', 60, false],
    [false, null, 60, false],
  ])(
    'a budget that is warned of (%s), or burns %s after %s of 100 days, is constrained: %s',
    (warned, status, gone, expected) => {
      expect(isBudgetConstrained(warned, { status }, contract(60, gone))).toBe(expected);
    },
  );
});

describe('words', () => {
  test.each([
    [amountText(rational(12_083_333_333, 1_000), 'credit'), '1,208.3 credits'],
    [amountText(rational(SCALE), 'seat'), '1 seat'],
    [amountText(rational(519_500, 1), 'learner'), '52 learners'],
    [amountText(rational(0), 'hour'), '0 hours'],
    [percentText(rational(9_995, 100)), '100 %'],
    [amountOfMoney(-123_456_789, 'EUR'), '-1,234,567.89 EUR'],
    [amountOfMoney(1_234, 'JPY'), '1,234 JPY'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
