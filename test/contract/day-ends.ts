import { describe, expect, test } from 'vitest';
import type { CapacityDayEnd } from '../../src/ports/day-ends.ts';
import type { Stores } from './stores.ts';

function day(date: string, sequence: number, more: Partial<CapacityDayEnd> = {}): CapacityDayEnd {
  return { campaignId: 'c', date, sequence, consumed: sequence * 10_000, capacity: 50_000, hardLimit: 55_000, ...more };
}

export function dayEndsContract(name: string, stores: () => Stores): void {
  describe(`day ends ${name}`, () => {
    test('a day is only written over older figures of its own', async () => {
      const { one, other } = stores();
      await one.dayEnds.save([day('2026-01-01', 5)]);
      await Promise.all([one.dayEnds.save([day('2026-01-01', 3)]), other.dayEnds.save([day('2026-01-01', 9)])]);
      await one.dayEnds.save([day('2026-01-01', 7)]);

      expect(await other.dayEnds.since('c', '2026-01-01')).toEqual([day('2026-01-01', 9)]);
    });

    test('two writers who make the same day at once leave the newer one', async () => {
      const { one, other } = stores();
      const writes = Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).dayEnds.save([day('2026-01-02', index + 1)]),
      );
      await Promise.all(writes);

      expect(await one.dayEnds.since('c', '2026-01-01')).toEqual([day('2026-01-02', 20)]);
    });

    test('days are read in order, with the last one before them', async () => {
      const { one } = stores();
      await one.dayEnds.save(
        ['2026-01-05', '2026-01-01', '2026-01-03', '2026-01-09'].map((date, index) => day(date, index)),
      );
      await one.dayEnds.save([day('2026-01-04', 4, { campaignId: 'another' })]);
      await one.dayEnds.save([]);

      const read = await one.dayEnds.since('c', '2026-01-04');
      expect(read.map(({ date }) => date)).toEqual(['2026-01-03', '2026-01-05', '2026-01-09']);
      expect(await one.dayEnds.since('nobody', '2026-01-01')).toEqual([]);
    });
  });
}
