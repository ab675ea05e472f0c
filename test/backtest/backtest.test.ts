import { expect, test } from 'vitest';
import { backtest } from './backtest.ts';
import type { DailyHistory } from './daily-history.ts';
import { demoHistories } from './demo-histories.ts';
import { generateHistories } from './generated-histories.ts';
import { byHorizon, scoreOf } from './report.ts';

const EVEN: DailyHistory = {
  kind: 'even',
  firstDate: '2025-01-06',
  perDay: Array.from({ length: 60 }, () => 1),
  capacity: 40,
  hardLimit: 44,
};

test('a history at an even pace comes true as forecast on each of its days', () => {
  const samples = backtest(EVEN);

  // From the eighth day on there is a forecast, until the day on which the 40th, and the 44th, is taken.
  expect(samples.filter(({ of }) => of === 'full')).toHaveLength(40 - 7);
  expect(samples.filter(({ of }) => of === 'limit')).toHaveLength(44 - 7);
  for (const { forecast, truth, inside } of samples)
    expect({ forecast, inside }).toEqual({ forecast: truth, inside: true });
});

test('a history that turns out otherwise is seen to', () => {
  const samples = backtest({ ...EVEN, perDay: EVEN.perDay.map((_, day) => (day < 20 ? 1 : 5)) });
  const onDay20 = samples.filter(({ of, truth }) => of === 'full' && truth === 3);

  expect(onDay20).toEqual([{ kind: 'even', of: 'full', forecast: 19, truth: 3, inside: false }]);
});

test('about 80 % of the true dates fall inside the 80 % interval, near and far', () => {
  const samples = generateHistories('gate', 12).flatMap(backtest);

  const scores = [scoreOf('together', samples), ...byHorizon(samples)];
  for (const { name, coverage, samples: count } of scores) {
    expect(count, name).toBeGreaterThan(200);
    expect(coverage, name).toBeGreaterThan(0.7);
    expect(coverage, name).toBeLessThan(0.95);
  }
  expect(scores[0]?.coverage).toBeLessThan(0.9);
}, 120_000);

test('the histories of the demo are no harder to forecast', () => {
  const { coverage } = scoreOf('demo', demoHistories('gate', 1).flatMap(backtest));

  expect(coverage).toBeGreaterThan(0.7);
  expect(coverage).toBeLessThan(0.96);
}, 60_000);
