import { describe, expect, it } from 'vitest';
import { createMemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { createMemoryDueAccounts } from '../../../src/adapters/memory/due-accounts.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { settleAccount } from '../../../src/core/usecases/capacity/settle-due.ts';
import { dueFollower } from '../../../src/core/usecases/capacity/watch-due.ts';
import { createManualClock } from '../../support/clock.ts';
import { createSequentialIds } from '../../support/ids.ts';
import { START, termsOf } from './harness.ts';

function world() {
  const clock = createManualClock(START);
  const capacityLog = createMemoryCapacityLog();
  const accounts = createCapacityAccounts({ capacityLog, clock, ids: createSequentialIds() });
  const dueAccounts = createMemoryDueAccounts();
  const base = { campaignId: 'c1', hash: null, actor: 'someone', occurredAt: null };
  let keys = 0;
  const submit = (command: object) => accounts.submit('c1', { ...base, key: `k${++keys}`, ...command } as never);
  async function follow() {
    const { commits = [] } = (await capacityLog.load([{ accountId: 'c1' }])).get('c1') ?? {};
    const follower = dueFollower({ dueAccounts });
    const entries = commits.flatMap((commit) => follower.select(commit));
    if (entries.length > 0) await follower.apply('c1', entries, AbortSignal.timeout(1_000));
  }
  async function settle() {
    for (const due of await dueAccounts.due(clock.now(), 10))
      await settleAccount({ accounts, clock, dueAccounts }, due);
  }
  return { clock, capacityLog, accounts, dueAccounts, submit, follow, settle };
}

describe('what is due', () => {
  it('is recorded without anybody asking, and the next due time is kept', async () => {
    const { clock, accounts, dueAccounts, submit, follow, settle } = world();
    await submit({ kind: 'change', change: termsOf('seat', 5) });
    await submit({ kind: 'change', change: { kind: 'status', version: 2, status: 'active', companyId: 'company' } });
    await submit({ kind: 'hold', subject: 'v1', quantity: SCALE, ttl: HOUR });
    await submit({ kind: 'hold', subject: 'v2', quantity: SCALE, ttl: 2 * HOUR });
    await follow();

    clock.set(START + HOUR);
    await settle();
    expect((await accounts.read('c1')).sequence).toBe(5);
    expect(await dueAccounts.due(START + DAY, 10)).toEqual([{ accountId: 'c1', dueAt: START + 2 * HOUR }]);

    clock.set(START + 3 * HOUR);
    await settle();
    await settle();
    expect((await accounts.read('c1')).sequence).toBe(6);
    expect(await dueAccounts.due(START + DAY, 10)).toEqual([]);
  });

  it('that was recorded by another commit meanwhile leaves nothing to do', async () => {
    const { clock, accounts, dueAccounts, submit, follow, settle } = world();
    await submit({ kind: 'change', change: termsOf('seat', 5) });
    await submit({ kind: 'change', change: { kind: 'status', version: 2, status: 'active', companyId: 'company' } });
    await submit({ kind: 'hold', subject: 'v1', quantity: SCALE, ttl: HOUR });
    await follow();
    clock.set(START + HOUR);
    await submit({ kind: 'consume', subject: 'v2', quantity: null, volume: null });
    await settle();
    expect((await accounts.read('c1')).sequence).toBe(5);
    expect(await dueAccounts.due(START + DAY, 10)).toEqual([]);
  });
});
