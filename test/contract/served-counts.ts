import { describe, expect, test } from 'vitest';
import type { ServedCount } from '../../src/core/domain/metrics/people-served.ts';
import type { Stores } from './stores.ts';

const count = (campaignId: string, sequence: number, served: number): ServedCount => ({
  campaignId,
  unit: 'seat',
  sequence,
  served,
});

export function servedCountsContract(name: string, stores: () => Stores): void {
  describe(`counts of people served ${name}`, () => {
    test('are found by campaign, and absent where nobody counted yet', async () => {
      const { one, other } = stores();
      await one.servedCounts.save(count('a', 3, 2));
      await one.servedCounts.save(count('b', 9, 5));
      expect(await other.servedCounts.byCampaigns(['a', 'none'])).toEqual(new Map([['a', count('a', 3, 2)]]));
    });

    test('are only written over those of a lower sequence, also by many at once', async () => {
      const { one, other } = stores();
      const sequences = [4, 1, 9, 2, 7, 9, 3];
      await Promise.all(
        sequences.map((sequence, index) => (index % 2 ? one : other).servedCounts.save(count('a', sequence, sequence))),
      );
      await one.servedCounts.save(count('a', 8, 0));
      expect((await other.servedCounts.byCampaigns(['a'])).get('a')).toEqual(count('a', 9, 9));
    });
  });
}
