import type { Clock } from '../../ports/clock.ts';
import type { Leases } from '../../ports/leases.ts';

interface Held {
  readonly holder: string | null;
  readonly fence: number;
  readonly expiresAt: number;
}

/** Leases by the clock given, which stands for the database's. */
export function createMemoryLeases(clock: Clock): Leases {
  const leases = new Map<string, Held>();
  return {
    async take(name, holder, ttlMilliseconds) {
      const now = clock.now();
      const before = leases.get(name) ?? { holder: null, fence: 0, expiresAt: 0 };
      const live = before.holder !== null && before.expiresAt > now;
      if (live && before.holder !== holder) return null;
      const fence = live ? before.fence : before.fence + 1;
      leases.set(name, { holder, fence, expiresAt: now + ttlMilliseconds });
      return { name, fence };
    },
    async giveBack(lease, holder) {
      const held = leases.get(lease.name);
      if (held?.holder === holder && held.fence === lease.fence) {
        leases.set(lease.name, { ...held, holder: null, expiresAt: 0 });
      }
    },
  };
}
