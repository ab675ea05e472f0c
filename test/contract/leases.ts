import { describe, expect, test } from 'vitest';
import type { Stores } from './stores.ts';

const LONG = 60_000;

export function leasesContract(name: string, stores: () => Stores): void {
  describe(`leases ${name}`, () => {
    test('one holder at a time, however many ask at once', async () => {
      const { one, other } = stores();

      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, at) => (at % 2 ? one : other).leases.take('job', `holder-${at}`, LONG)),
      );

      expect(taken.filter((lease) => lease !== null)).toEqual([{ name: 'job', fence: 1 }]);
    });

    test('leases of other names are free', async () => {
      const { one } = stores();
      await one.leases.take('job', 'a', LONG);

      expect(await one.leases.take('other job', 'b', LONG)).toEqual({ name: 'other job', fence: 1 });
    });

    test('the holder takes it again with the same fence', async () => {
      const { one, other } = stores();
      const lease = await one.leases.take('job', 'a', LONG);

      expect(await one.leases.take('job', 'a', LONG)).toEqual(lease);
      expect(await other.leases.take('job', 'b', LONG)).toBeNull();
    });

    test('an expired lease goes to the next holder with a higher fence, and its former holder is told no', async () => {
      const { one, other } = stores();
      await one.leases.take('job', 'a', 0);

      expect(await other.leases.take('job', 'b', LONG)).toEqual({ name: 'job', fence: 2 });
      expect(await one.leases.take('job', 'a', LONG)).toBeNull();
    });

    test('a lease given back is free at once and its fence grows on', async () => {
      const { one, other } = stores();
      const first = await one.leases.take('job', 'a', LONG);
      await one.leases.giveBack({ name: 'job', fence: first?.fence ?? 0 }, 'a');

      expect(await other.leases.take('job', 'b', LONG)).toEqual({ name: 'job', fence: 2 });
    });

    test('nobody gives back what another holds, nor a former hold of their own', async () => {
      const { one, other } = stores();
      await one.leases.take('job', 'a', 0);
      const held = await other.leases.take('job', 'b', LONG);

      await one.leases.giveBack({ name: 'job', fence: 1 }, 'a');
      await one.leases.giveBack({ name: 'job', fence: 2 }, 'a');
      await other.leases.giveBack({ name: 'job', fence: 1 }, 'b');

      expect(await one.leases.take('job', 'c', LONG)).toBeNull();
      expect(await other.leases.take('job', 'b', LONG)).toEqual(held);
    });

    test('a holder whose name looks like an expression is only a name', async () => {
      const { one, other } = stores();
      await one.leases.take('$job', '$holder', LONG);

      expect(await other.leases.take('$job', '$$ROOT', LONG)).toBeNull();
      expect(await one.leases.take('$job', '$holder', LONG)).toEqual({ name: '$job', fence: 1 });
    });
  });
}
