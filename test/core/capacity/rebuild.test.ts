import { describe, expect, it } from 'vitest';
import { createMemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { createMemoryFigures } from '../../../src/adapters/memory/figures.ts';
import { createTables } from '../../../src/adapters/memory/tables.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { rebuildAccount } from '../../../src/core/usecases/capacity/rebuild-account.ts';
import { createManualClock } from '../../support/clock.ts';
import { createSequentialIds } from '../../support/ids.ts';
import { START, termsOf } from './harness.ts';

async function filled() {
  const clock = createManualClock(START);
  const capacityLog = createMemoryCapacityLog();
  const figures = createMemoryFigures(createTables());
  const accounts = createCapacityAccounts({ capacityLog, clock, ids: createSequentialIds() });
  const base = { campaignId: 'c1', hash: null, actor: 'someone', occurredAt: null };
  let keys = 0;
  const submit = (command: object) => accounts.submit('c1', { ...base, key: `k${++keys}`, ...command } as never);
  await submit({ kind: 'change', change: termsOf('seat', 10) });
  await submit({ kind: 'change', change: { kind: 'status', version: 2, status: 'active', companyId: 'company' } });
  for (let n = 1; n <= 8; n++) await submit({ kind: 'consume', subject: `v${n}`, quantity: null, volume: null });
  await submit({ kind: 'hold', subject: 'v9', quantity: SCALE, ttl: 60_000 });
  return { ports: { capacityLog, figures, clock }, state: await accounts.read('c1') };
}

describe('an account folded anew from its log', () => {
  it('is the account that the service keeps, and its figures stand in lists', async () => {
    const { ports, state } = await filled();
    const rebuilt = await rebuildAccount(ports, 'c1');
    expect(rebuilt).toEqual({ account: state, agreed: true });
    expect((await ports.figures.byCampaigns(['c1'])).get('c1')).toMatchObject({
      sequence: state.sequence,
      consumed: 8 * SCALE,
      held: SCALE,
      headroom: 2 * SCALE,
      band: 80,
    });
  });

  it('agrees with a checkpoint of its own, and drops one that says something else', async () => {
    const { ports, state } = await filled();
    await ports.capacityLog.saveCheckpoint(state);
    expect((await rebuildAccount(ports, 'c1')).agreed).toBe(true);

    const [balance] = Object.values(state.balances);
    if (!balance) throw new Error('no balance');
    await ports.capacityLog.dropCheckpoint('c1');
    await ports.capacityLog.saveCheckpoint({ ...state, balances: { c1: { ...balance, consumed: 0 } } });
    expect((await rebuildAccount(ports, 'c1')).agreed).toBe(false);
    expect((await ports.capacityLog.load([{ accountId: 'c1' }])).get('c1')?.checkpoint).toBeNull();
  });
});
