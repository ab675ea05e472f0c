import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateSroi,
  modelSroi,
  REDUCTIONS,
  type Reduction,
  type ShareRange,
  type SroiInputs,
  type SroiModel,
} from '../../../src/core/domain/metrics/estimate-sroi.ts';
import { IMPACT_PROXIES } from '../../../src/core/domain/metrics/proxies.ts';
import { DISTRIBUTIONS, driversOf, simulateSroi } from '../../../src/core/domain/metrics/simulate-sroi.ts';

const EUR = IMPACT_PROXIES.EUR ?? null;
const score = (value: number) => ({ value, people: 100 });
const inputs = (over: Partial<SroiInputs> = {}): SroiInputs => ({
  beneficiariesServed: 100,
  outcomes: { integration: score(0.7), language: score(0.8), job_readiness: score(0.5) },
  hours: 1_000_000,
  costs: 100_500,
  currency: 'EUR',
  confidence: null,
  reductions: {},
  ...over,
});
function modelOf(over: Partial<SroiInputs>): SroiModel {
  const model = modelSroi(inputs(over), EUR);
  if ('reason' in model) throw new Error(model.reason);
  return model;
}
const estimateOf = (over: Partial<SroiInputs>) => {
  const estimate = estimateSroi(inputs(over), EUR);
  if (estimate.reason !== null) throw new Error(estimate.reason);
  return estimate;
};

const share = fc.integer({ min: 0, max: 10_000 }).map((parts) => parts / 10_000);
const range = fc.tuple(share, share).map(([a, b]): ShareRange => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const reductions = fc.record(
  Object.fromEntries(REDUCTIONS.map((name) => [name, range])) as Record<Reduction, typeof range>,
  { requiredKeys: [] },
);

describe('simulateSroi()', () => {
  const ranges = { deadweight: { low: 0.1, high: 0.3 }, attribution: { low: 0.2, high: 0.5 } };

  it('gives the same interval for the same seed, bit for bit, and another for another', () => {
    const model = modelOf({ reductions: ranges, proxyDoubt: 0.2 });
    expect(simulateSroi(model, 'campaign/1')).toEqual(simulateSroi(model, 'campaign/1'));
    const many = modelOf({ reductions: ranges, beneficiariesServed: 1_000_000 });
    expect(simulateSroi(many, 'campaign/1')?.low).not.toBe(simulateSroi(many, 'campaign/2')?.low);
    expect(simulateSroi(model, 'campaign/1')).toMatchObject({ low: 4, high: 5.7, level: 0.8, draws: 20_000 });
  });

  it('moves by less than a fiftieth of its width from seed to seed', () => {
    const model = modelOf({ reductions: ranges, proxyDoubt: 0.2, beneficiariesServed: 10_000 });
    const found = Array.from({ length: 12 }, (_, seed) => simulateSroi(model, `seed ${seed}`));
    const spread = (bound: 'low' | 'high') => {
      const values = found.map((interval) => interval?.[bound] ?? 0);
      return Math.max(...values) - Math.min(...values);
    };
    const width = (found[0]?.high ?? 0) - (found[0]?.low ?? 0);
    expect(Math.max(spread('low'), spread('high'))).toBeLessThan(width / 50);
  });

  it('is none where nothing has a range', () => {
    expect(simulateSroi(modelOf({ reductions: { dropOff: { low: 0.2, high: 0.2 } } }), 'x')).toBeNull();
  });

  it('is wider where every point of a range is as likely as its middle', () => {
    const width = (distribution: (typeof DISTRIBUTIONS)[number]) => {
      const interval = simulateSroi(modelOf({ reductions: ranges }), 'x', distribution);
      return (interval?.high ?? 0) - (interval?.low ?? 0);
    };
    expect(width('uniform')).toBeGreaterThan(width('triangular') * 1.2);
  });

  it('has about a tenth of all draws below and above it where one input alone is doubted', () => {
    // Uniform over 0.2..0.6: the middle 80 % are 0.24..0.56, so 9.25 × 0.44 to 9.25 × 0.76.
    const interval = simulateSroi(modelOf({ reductions: { deadweight: { low: 0.2, high: 0.6 } } }), 'x', 'uniform');
    expect(interval?.low).toBeCloseTo(4.07, 1);
    expect(interval?.high).toBeCloseTo(7.03, 1);
  });

  it('holds the point, inside the bounds, whatever the ranges', () => {
    fc.assert(
      fc.property(reductions, fc.constantFrom(0, 0.1, 0.5), fc.constantFrom(...DISTRIBUTIONS), (given, doubt, by) => {
        const over = { reductions: given, proxyDoubt: doubt };
        const { low, value, high } = estimateOf(over);
        const interval = simulateSroi(modelOf(over), 'seed', by, 1_000);
        if (!interval) return;
        expect(interval.low).toBeLessThanOrEqual(value);
        expect(interval.high).toBeGreaterThanOrEqual(value);
        expect(interval.low).toBeGreaterThanOrEqual(low - 0.01);
        expect(interval.high).toBeLessThanOrEqual(high + 0.01);
      }),
      { numRuns: 200 },
    );
  });

  it('is never raised by more of a reduction, nor is the estimate', () => {
    const more = fc.record({ name: fc.constantFrom(...REDUCTIONS), by: share });
    fc.assert(
      fc.property(reductions, more, (given, { name, by }) => {
        const before = given[name] ?? { low: 0, high: 0 };
        const raise = (bound: number) => Math.round((bound + (1 - bound) * by) * 10_000) / 10_000;
        const raised = { ...given, [name]: { low: raise(before.low), high: raise(before.high) } };
        const of = (all: typeof given) => {
          const estimate = estimateOf({ reductions: all });
          const interval = simulateSroi(modelOf({ reductions: all }), 'seed', 'triangular', 500);
          return [
            estimate.low,
            estimate.value,
            estimate.high,
            interval?.low ?? estimate.value,
            interval?.high ?? estimate.value,
          ];
        };
        const [less, most] = [of(raised), of(given)];
        for (const [index, figure] of less.entries()) expect(figure).toBeLessThanOrEqual(most[index] ?? 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('driversOf()', () => {
  it('orders inputs by how far each moves the result by itself, and leaves out what has no range', () => {
    const drivers = driversOf(
      modelOf({ reductions: { deadweight: { low: 0, high: 0.1 }, dropOff: { low: 0.2, high: 0.6 } } }),
    );
    // 9.25 less 5 % and 40 % in the middle: 5.2725.
    expect(drivers).toEqual([
      { input: 'dropOff', range: { low: 0.2, high: 0.6 }, atLow: 7.03, atHigh: 3.52, swing: 3.51 },
      { input: 'deadweight', range: { low: 0, high: 0.1 }, atLow: 5.55, atHigh: 5, swing: 0.55 },
    ]);
  });

  it('counts a dearer hour against the result and a dearer outcome for it', () => {
    const drivers = driversOf(modelOf({ proxyDoubt: 0.2 }));
    expect(drivers.map(({ input }) => input)).toEqual(['volunteerHour', 'language', 'integration', 'jobReadiness']);
    const [hour, language] = drivers;
    expect(language && language.atHigh > language.atLow).toBe(true);
    expect(hour && hour.atHigh < hour.atLow).toBe(true);
  });
});
