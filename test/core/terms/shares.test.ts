import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Subscription } from '../../../src/core/domain/company/company.ts';
import { giveBackShare, shareCapacity, takeShare } from '../../../src/core/domain/terms/shares.ts';

const subscription: Subscription = {
  id: 'sub',
  version: 1,
  companyId: 'company',
  name: 'L2I',
  learners: 100,
  price: 0,
  currency: 'EUR',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  status: 'active',
  overage: 1_000,
  shares: {},
  createdAt: 0,
  updatedAt: 0,
};

describe('takeShare()', () => {
  test('three thirds of 100 learners are 33, 34 and 33, and nobody else changes', () => {
    const one = takeShare(subscription, 'a', 3_333, 1);
    const two = takeShare(one, 'b', 3_333, 2);
    const three = takeShare(two, 'c', 3_334, 3);
    expect(Object.values(three.shares).map(({ capacity }) => capacity)).toEqual([33, 34, 33]);
    expect(three.version).toBe(4);
  });

  test('refuses what would be more than the whole, and takes the whole exactly', () => {
    const most = takeShare(subscription, 'a', 6_000, 1);
    expect(() => takeShare(most, 'b', 4_001, 1)).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'SHARES_EXCEEDED' }),
    );
    expect(takeShare(most, 'b', 4_000, 1).shares.b).toEqual({ share: 4_000, capacity: 40 });
    expect(takeShare(most, 'a', 10_000, 1).shares).toEqual({ a: { share: 10_000, capacity: 100 } });
    expect(giveBackShare(most, 'a', 1).shares).toEqual({});
  });

  test('a new share is its exact part rounded down or up, as near to the sum of all as either comes', () => {
    const share = fc.integer({ min: 1, max: 2_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(share, { minLength: 1, maxLength: 5 }),
        (learners, all) => {
          let state = { ...subscription, learners };
          let taken = 0;
          for (const [at, part] of all.entries()) {
            const others = Object.values(state.shares);
            const given = others.reduce((sum, { capacity }) => sum + capacity, 0);
            state = takeShare(state, `c${at}`, part, 0);
            taken += part;
            const target = Math.floor((taken * learners) / 10_000 + 0.5);
            const exact = (part * learners) / 10_000;
            const capacity = shareCapacity(learners, part, others);
            const distance = (candidate: number) => Math.abs(given + candidate - target);
            expect([Math.floor(exact), Math.ceil(exact)]).toContain(capacity);
            expect(distance(capacity)).toBe(Math.min(distance(Math.floor(exact)), distance(Math.ceil(exact))));
            expect(distance(capacity)).toBe(0);
          }
        },
      ),
    );
  });
});
