import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreOf } from '../../../src/core/domain/evidence/score.ts';
import { selectEvidence } from '../../../src/core/domain/evidence/select.ts';

const NOW = 1_767_225_600_000;
interface One {
  readonly evidenceId: string;
  readonly dimension: string | null;
  readonly outcome: number | null;
  readonly confidence: number | null;
  readonly verification: 'pending' | 'verified' | 'withdrawn';
  readonly createdAt: number;
  readonly detachedAt: number | null;
}
const one = (evidenceId: string, dimension: string | null, outcome: number, over: Partial<One> = {}): One => ({
  evidenceId,
  dimension,
  outcome,
  confidence: 1,
  verification: 'verified',
  createdAt: NOW,
  detachedAt: null,
  ...over,
});
const idsOf = (items: readonly One[], limit: number) =>
  selectEvidence(items, limit, NOW).items.map(({ evidence }) => evidence.evidenceId);

describe('the selection', () => {
  it('takes at most a third of the limit, rounded up, of a dimension before it fills up', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id, at) => one(id, 'job_readiness', 1 - at / 100));
    const few = [one('x', 'belonging', 0.2), one('y', null, 0.1)];
    expect(idsOf([...few, ...many], 4)).toEqual(['a', 'b', 'x', 'y']);
    expect(idsOf([...few, ...many], 5)).toEqual(['a', 'b', 'c', 'x', 'y']);
    expect(selectEvidence([...few, ...many], 5, NOW).byDimension).toEqual({ job_readiness: 3, belonging: 1, none: 1 });
    expect(idsOf(many, 1)).toEqual(['a']);
  });

  it('leaves out what was withdrawn or detached', () => {
    const items = [one('a', null, 1, { verification: 'withdrawn' }), one('b', null, 1, { detachedAt: NOW })];
    expect(selectEvidence(items, 10, NOW)).toEqual({ items: [], byDimension: {} });
  });

  it('settles equal scores by age, then by id, whatever order they come in', () => {
    const items = [one('b', 'x', 0.5), one('a', 'x', 0.5), one('c', 'x', 0.5, { createdAt: NOW - 1 })];
    for (const order of [items, items.toReversed()]) expect(idsOf(order, 3)).toEqual(['a', 'b', 'c']);
  });

  const items = fc.uniqueArray(
    fc.record({
      evidenceId: fc.string({ minLength: 1, maxLength: 4 }),
      dimension: fc.constantFrom('job_readiness', 'belonging', 'integration', null),
      outcome: fc.constantFrom(0.1, 0.5, 0.9, null),
      confidence: fc.constantFrom(0.5, null),
      verification: fc.constantFrom('pending' as const, 'verified' as const, 'withdrawn' as const),
      createdAt: fc.integer({ min: NOW - 10_000_000_000, max: NOW }),
      detachedAt: fc.constantFrom(null, NOW),
    }),
    { selector: ({ evidenceId }) => evidenceId, maxLength: 40 },
  );

  it('is as long as it can be, in order of score, and passes a dimension’s third only where nothing else is left', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 20 }), (all, limit) => {
        const standing = all.filter((each) => each.verification !== 'withdrawn' && each.detachedAt === null);
        const { items: chosen } = selectEvidence(all, limit, NOW);
        expect(chosen).toHaveLength(Math.min(limit, standing.length));
        const scores = chosen.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        const most = Math.ceil(limit / 3);
        const counts = Map.groupBy(chosen, ({ evidence }) => evidence.dimension);
        const left = standing.filter((each) => !chosen.some(({ evidence }) => evidence === each));
        if (counts.values().some((own) => own.length > most))
          for (const each of left) expect(counts.get(each.dimension)?.length ?? 0).toBeGreaterThanOrEqual(most);
        for (const each of left) {
          const own = counts.get(each.dimension) ?? [];
          const worst = Math.min(...own.map(({ score }) => score), 10_000);
          if (own.length > 0) expect(scoreOf(each, NOW)?.score ?? 0).toBeLessThanOrEqual(worst);
        }
      }),
    );
  });
});
