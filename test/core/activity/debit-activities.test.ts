import { beforeEach, expect, it } from 'vitest';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import { getActivity } from '../../../src/core/usecases/activities/get-activity.ts';
import { recordActivities } from '../../../src/core/usecases/activities/record-activities.ts';
import { reviewActivity } from '../../../src/core/usecases/activities/review-activity.ts';
import { deliverDue } from '../../../src/core/usecases/outbox/run-outbox.ts';
import { ADMIN, createWorld, type World } from '../campaign/world.ts';

const CREDITS = { model: 'credits' as const, creditAllocation: 100, creditConsumptionRate: '1.25' };

let world: World;
let campaigns: string[];
beforeEach(async () => {
  world = await createWorld();
  campaigns = [];
  for (const name of ['First', 'Second']) {
    const { id } = await world.make({ name, startDate: '2025-01-01', terms: CREDITS });
    await world.move(id, 'planned', 'active');
    campaigns.push(id);
  }
});

const item = (id: string) => ({
  id,
  kind: 'session' as const,
  companyId: world.company.id,
  subject: 'vol-1',
  occurredAt: world.clock.now(),
  hours: 2,
});
const consumed = async () =>
  Promise.all(campaigns.map(async (id) => (await world.core.accounts.read(id)).balances[id]?.consumed ?? Number.NaN));
const waiting = () => [...world.tables.outbox.values()].filter(({ state }) => state !== 'delivered');

/** The core with accounts that do something around each write. */
function around(submit: (write: () => Promise<unknown>) => Promise<unknown>): World['core'] {
  const { accounts } = world.core;
  const wrapped = (...args: Parameters<typeof accounts.submit>) => submit(() => accounts.submit(...args));
  return { ...world.core, accounts: { ...accounts, submit: wrapped as typeof accounts.submit } };
}

const unavailable = () => new DomainError('unavailable', 'UNAVAILABLE', 'Out of reach');

/** An activity that waits for its debit in the first campaign, with an account that cannot be reached. */
async function linkedWithoutDebit(id = 'a'): Promise<void> {
  const down = around(() => Promise.reject(unavailable()));
  await recordActivities(down, ADMIN, { items: [item(id)] });
  await reviewActivity(down, ADMIN, { id, decision: 'move', campaignId: chosenOther(id) });
}

function chosenOther(id: string): string {
  const chosen = world.tables.activities.get(id)?.campaignId;
  return campaigns.find((one) => one !== chosen) ?? '';
}

async function relay(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    world.clock.advance(60_000);
    await deliverDue(world.core);
  }
}

it('a debit that could not be done with its link is done by the relay, once', async () => {
  await linkedWithoutDebit();
  expect(await consumed()).toEqual([0, 0]);
  expect(waiting()).toHaveLength(1);
  await relay();
  expect((await consumed()).toSorted()).toEqual([0, 25_000]);
  expect(waiting()).toEqual([]);
});

it('a debit whose writer fell before it said so is not done again', async () => {
  await linkedWithoutDebit();
  await relay();
  const before = await consumed();
  for (const one of world.tables.outbox.values())
    world.tables.outbox.set(one.id, { ...one, state: 'pending', nextAttemptAt: 0 });
  await relay();
  expect(await consumed()).toEqual(before);
  expect(waiting()).toEqual([]);
});

it('a link that is given up before its debit was done leaves none behind', async () => {
  await linkedWithoutDebit();
  const down = around(() => Promise.reject(unavailable()));
  await reviewActivity(down, ADMIN, { id: 'a', decision: 'reject' });
  await relay();
  expect(await consumed()).toEqual([0, 0]);
  expect(waiting()).toEqual([]);
});

it('a link that is given up while its debit is under way is taken back by whoever comes last', async () => {
  await linkedWithoutDebit();
  let given = false;
  const core = around(async (write) => {
    if (!given) {
      given = true;
      await reviewActivity(world.core, ADMIN, { id: 'a', decision: 'reject' });
    }
    return write();
  });
  world.clock.advance(60_000);
  await deliverDue(core);
  expect(given).toBe(true);
  expect(await consumed()).toEqual([0, 0]);
  const kinds = (
    await Promise.all(campaigns.map((id) => world.core.capacityLog.page({ accountId: id, campaignId: id, limit: 2 })))
  ).flat();
  expect(kinds.map(({ kind }) => kind)).toContain('reverse');
});

it('and where the writer falls between, by the relay', async () => {
  await linkedWithoutDebit();
  const falls = around(async (write) => {
    await write();
    await reviewActivity(world.core, ADMIN, { id: 'a', decision: 'reject' });
    throw unavailable();
  });
  world.clock.advance(60_000);
  await deliverDue(falls);
  await relay();
  expect(await consumed()).toEqual([0, 0]);
  expect(waiting()).toEqual([]);
});

it('a debit counts from when the campaign was made where the activity is older', async () => {
  const occurredAt = Date.parse('2025-01-01T12:00:00Z');
  await recordActivities(world.core, ADMIN, { items: [{ ...item('a'), occurredAt }] });
  await reviewActivity(world.core, ADMIN, { id: 'a', decision: 'accept' });
  const id = world.tables.activities.get('a')?.campaignId ?? '';
  const [entry] = await world.core.capacityLog.page({ accountId: id, campaignId: id, kind: 'consume', limit: 1 });
  expect(entry?.occurredAt).toBe((await world.core.campaigns.find(id))?.createdAt);
});

it('a refusal that came after another process had debited it is no obstacle: the debit is shown, and taken back', async () => {
  await linkedWithoutDebit();
  await relay();
  const linked = world.tables.activities.get('a');
  if (!linked) throw new Error('There is no activity');
  const refusal = { code: 'CAPACITY_EXCEEDED', message: 'Full', at: 0 };
  world.tables.activities.set('a', { ...linked, debit: 'refused', attention: 'refused', refusal });
  expect(await getActivity(world.core, ADMIN, { id: 'a' })).toMatchObject({
    debit: { state: 'done', quantity: 25_000 },
  });
  await reviewActivity(world.core, ADMIN, { id: 'a', decision: 'reject' });
  expect(await consumed()).toEqual([0, 0]);
});
