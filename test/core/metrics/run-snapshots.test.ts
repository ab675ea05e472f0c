import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryAdapters } from '../../../src/compose-memory.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { createSnapshots } from '../../../src/core/usecases/metrics/run-snapshots.ts';
import { aCampaign, insert, T0 } from '../../contract/documents.ts';
import { createManualClock } from '../../support/clock.ts';

const stopping: AbortController[] = [];
let sleeps: (() => void)[] = [];
beforeEach(() => {
  sleeps = [];
});
afterEach(() => {
  for (const controller of stopping.splice(0)) controller.abort();
});

/** A job whose every sleep lasts until the test lets it go on. */
function startJob() {
  const clock = createManualClock(T0);
  const { ports } = memoryAdapters({ clock });
  const failing = new Set<string>();
  const errors: unknown[] = [];
  const accounts = createCapacityAccounts(ports);
  const core = {
    ...ports,
    accounts: {
      ...accounts,
      read: (id: string) => (failing.has(id) ? Promise.reject(new Error(`${id} cannot be read`)) : accounts.read(id)),
    },
  };
  const stop = new AbortController();
  stopping.push(stop);
  const job = createSnapshots(core, {
    holder: 'one',
    onError: (_job, error) => errors.push(error),
    sleep: (_milliseconds, signal) =>
      new Promise((resolve) => {
        sleeps.push(resolve);
        signal.addEventListener('abort', () => resolve());
      }),
  });
  return { clock, ports, failing, errors, job, run: () => void job.run(stop.signal) };
}

/** Lets whatever waits go on until the job has come to what is expected. */
function until(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(async () => {
    for (const wake of sleeps.splice(0)) wake();
    await check();
  });
}

it('the snapshot job looks at every campaign in each hour, and tries again what failed without keeping back the others', async () => {
  const { clock, ports, failing, errors, job, run } = startJob();
  const status = 'recruiting' as const;
  await ports.transactions.commit(['a', 'b'].map((id) => insert('campaigns', aCampaign({ id, name: id, status }))));
  const taken = async () => {
    const counts = ['a', 'b'].map(async (id) => (await ports.snapshots.since(id, 0)).length);
    return Promise.all(counts);
  };
  failing.add('a');
  run();
  await until(async () => expect([await taken(), errors.length > 0]).toEqual([[0, 1], true]));
  clock.advance(1_000);
  expect(job.lag()).toBe(1);

  failing.clear();
  await until(async () => expect([await taken(), job.lag()]).toEqual([[1, 1], 0]));

  clock.advance(24 * HOUR);
  await until(async () => expect(await taken()).toEqual([2, 2]));
});
