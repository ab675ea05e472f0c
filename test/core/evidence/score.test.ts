import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recencyOf, type Scored, scoreOf } from '../../../src/core/domain/evidence/score.ts';
import { DAY } from '../../../src/core/domain/shared/time.ts';

const NOW = 1_767_225_600_000;
const evidence = (over: Partial<Scored> = {}): Scored => ({
  dimension: 'job_readiness',
  outcome: 0.8,
  confidence: 0.9,
  verification: 'verified',
  createdAt: NOW,
  ...over,
});
const decimal = ({ numerator, denominator }: { numerator: bigint; denominator: bigint }) =>
  Number(numerator) / Number(denominator);

describe('the score of evidence', () => {
  it.each<[string, Partial<Scored>, number, [number, number, number, number]]>([
    ['new and verified', {}, 0.888, [0.72, 1, 1, 1]],
    ['pending counts half for its verification', { verification: 'pending' }, 0.838, [0.72, 1, 1, 0.5]],
    ['an unknown confidence is 0.8', { confidence: null }, 0.856, [0.64, 1, 1, 1]],
    ['without an outcome the impact is 0.5, however sure', { outcome: null }, 0.8, [0.5, 1, 1, 1]],
    ['an outcome of 0 is one', { outcome: 0 }, 0.6, [0, 1, 1, 1]],
    ['well-being', { dimension: 'well_being' }, 0.873, [0.72, 0.95, 1, 1]],
    ['confidence', { dimension: 'confidence' }, 0.858, [0.72, 0.9, 1, 1]],
    ['belonging', { dimension: 'belonging' }, 0.843, [0.72, 0.85, 1, 1]],
    ['language by proxy', { dimension: 'lang_level_proxy' }, 0.828, [0.72, 0.8, 1, 1]],
    ['any other dimension', { dimension: 'integration' }, 0.798, [0.72, 0.7, 1, 1]],
    ['no dimension', { dimension: null }, 0.738, [0.72, 0.5, 1, 1]],
    ['90 days halve the recency', { createdAt: NOW - 90 * DAY }, 0.788, [0.72, 1, 0.5, 1]],
    ['180 days quarter it', { createdAt: NOW - 180 * DAY }, 0.738, [0.72, 1, 0.25, 1]],
    ['a day is a day', { createdAt: NOW - DAY }, 0.8865, [0.72, 1, 0.9923, 1]],
    ['30 days', { createdAt: NOW - 30 * DAY }, 0.8467, [0.72, 1, 0.7937, 1]],
    ['of the future is of now', { createdAt: NOW + DAY }, 0.888, [0.72, 1, 1, 1]],
    ['a half rounds up, on exact decimals', { outcome: 0.000125, confidence: 1 }, 0.6001, [0.0001, 1, 1, 1]],
    ['parts are rounded for themselves', { outcome: 0.3333, confidence: 0.3333 }, 0.6444, [0.1111, 1, 1, 1]],
  ])('%s', (_name, over, score, [impact, dimension, recency, verification]) => {
    const found = scoreOf(evidence(over), NOW);
    expect(found?.score).toBe(Math.round(score * 10_000));
    expect(Object.values(found?.parts ?? {}).map((part) => part / 10_000)).toEqual([
      impact,
      dimension,
      recency,
      verification,
    ]);
  });

  it('is none for what was withdrawn', () => {
    expect(scoreOf(evidence({ verification: 'withdrawn' }), NOW)).toBeNull();
  });

  const share = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);
  const scored = fc.record({
    dimension: fc.constantFrom('job_readiness', 'belonging', 'integration', null),
    outcome: fc.option(share),
    confidence: fc.option(share),
    verification: fc.constantFrom('pending' as const, 'verified' as const),
    createdAt: fc.integer({ min: NOW - 4_000 * DAY, max: NOW }),
  });

  it('lies between 0 and 1, and is never more when everything else is the same and it is older or less sure', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 0, max: 900 * DAY }), (one, older) => {
        const score = scoreOf(one, NOW)?.score ?? -1;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10_000);
        expect(scoreOf({ ...one, createdAt: one.createdAt - older }, NOW)?.score).toBeLessThanOrEqual(score);
        expect(scoreOf({ ...one, verification: 'pending' }, NOW)?.score).toBeLessThanOrEqual(
          scoreOf({ ...one, verification: 'verified' }, NOW)?.score ?? 0,
        );
      }),
    );
  });
});

describe('recency', () => {
  it('is what the formula says, to 12 decimals, at any age', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 * DAY }), (age) => {
        expect(decimal(recencyOf(age))).toBeCloseTo(2 ** (-age / (90 * DAY)), 11);
      }),
    );
  });

  it('counts milliseconds, and halves exactly', () => {
    expect(recencyOf(90 * DAY)).toEqual({ numerator: 1n, denominator: 2n });
    expect(recencyOf(0)).toEqual({ numerator: 1n, denominator: 1n });
    expect(decimal(recencyOf(1))).toBeLessThan(1);
    expect(decimal(recencyOf(100_000 * DAY))).toBe(0);
  });
});
