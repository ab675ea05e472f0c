import type { Commit } from '../core/domain/capacity/account.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import { createCapacityAccounts } from '../core/usecases/capacity/accounts.ts';
import { createDirectory } from '../core/usecases/capacity/directory.ts';
import type { Core } from '../core/usecases/core.ts';
import type { Ports } from '../ports/ports.ts';
import { createSeedClock, type SeedClock } from './seed-clock.ts';
import { createSeedIds, type SeedIds } from './seed-ids.ts';

/** A core of its own for one line of the past: its time runs by itself, its ids follow from the seed, and it tells nobody, nor asks billing. */
export interface LineCore {
  readonly core: Core;
  readonly clock: SeedClock;
  readonly ids: SeedIds;
  /** The commits that this line has written since it was last asked. */
  takeCommits(): readonly Commit[];
}

/**
 * The ids of commits stay the process's own: by them a writer tells its commit from another's at the same place in the log,
 * also when two processes live through the same past at once.
 */
export function createLineCore(ports: Ports, seed: string, start: Instant): LineCore {
  const clock = createSeedClock(start);
  const ids = createSeedIds(seed, clock);
  let written: readonly Commit[] = [];
  const capacityLog: Ports['capacityLog'] = {
    ...ports.capacityLog,
    async append(commits) {
      const outcomes = await ports.capacityLog.append(commits);
      written = [...written, ...commits.filter((_, index) => outcomes[index] === 'appended')];
      return outcomes;
    },
  };
  const accounts = createCapacityAccounts({ capacityLog, clock, ids: ports.ids });
  const notifier: Ports['notifier'] = {
    routesFor: async () => [],
    deliver: async () => ({ outcome: 'refused', error: 'Nothing is sent of the past' }),
  };
  const directory = createDirectory(ports.campaigns);
  return {
    core: { ...ports, clock, ids, notifier, capacityLog, accounts, directory, billing: null, evidenceService: null },
    clock,
    ids,
    takeCommits() {
      const taken = written;
      written = [];
      return taken;
    },
  };
}
