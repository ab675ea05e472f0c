import { beforeEach, describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { listOutbox } from '../../../src/core/usecases/outbox/list-outbox.ts';
import { retryOutboxItem } from '../../../src/core/usecases/outbox/retry-outbox-item.ts';
import { createOutboxRelay, deliverDue } from '../../../src/core/usecases/outbox/run-outbox.ts';
import { putTerms } from '../../../src/core/usecases/terms/put-terms.ts';
import { ADMIN, as, createWorld, refusal, SEATS, type World } from '../campaign/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

/** The core with accounts that fail so often before they answer. */
function failing(error: Error, times: number) {
  let left = times;
  const { accounts } = world.core;
  const submit: typeof accounts.submit = (...args) => {
    left -= 1;
    return left >= 0 ? Promise.reject(error) : accounts.submit(...args);
  };
  return { ...world.core, accounts: { ...accounts, submit } };
}

const unavailable = () => new DomainError('unavailable', 'UNAVAILABLE', 'Out of reach');
const waiting = () => [...world.tables.outbox.values()].filter(({ state }) => state !== 'delivered');

async function relay(core: World['core'], minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    world.clock.advance(60_000);
    await deliverDue(core);
  }
}

describe('what could not be done at once', () => {
  test('is done by the relay, with its waits doubled up to five minutes', async () => {
    const { id } = await world.make();
    const core = failing(unavailable(), 4);
    await transitionCampaign(core, ADMIN, { id, to: 'planned' });
    const waits: number[] = [];
    while (waiting().length > 0) {
      const [item] = waiting();
      if (!item) break;
      waits.push(item.nextAttemptAt - world.clock.now());
      world.clock.set(item.nextAttemptAt);
      await deliverDue(core);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('planned');
  });

  test('is repeated for as long as the account is out of reach', async () => {
    const { id } = await world.make();
    const core = failing(unavailable(), Number.POSITIVE_INFINITY);
    await transitionCampaign(core, ADMIN, { id, to: 'planned' });
    await relay(core, 100);
    expect(waiting()).toMatchObject([{ state: 'pending', lastError: 'UNAVAILABLE' }]);
    expect(waiting()[0]?.attempts).toBeGreaterThan(15);
  });

  test('is dead after ten attempts where the service itself refuses, until people have it tried again', async () => {
    const { id } = await world.make();
    const core = failing(new Error('secret'), 10);
    await transitionCampaign(core, ADMIN, { id, to: 'planned' });
    await relay(core, 100);
    expect(waiting()).toMatchObject([{ state: 'dead', attempts: 10, lastError: 'INTERNAL' }]);
    const dead = await listOutbox(world.core, as('sales'), { limit: 10, cursor: null, state: 'dead' });
    expect(dead.items).toHaveLength(1);
    const itemId = dead.items[0]?.id ?? '';
    expect(await refusal(retryOutboxItem(core, as('sales'), { id: itemId }))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await retryOutboxItem(core, ADMIN, { id: itemId })).result).toMatchObject({
      state: 'pending',
      attempts: 0,
    });
    await deliverDue(core);
    expect(waiting()).toEqual([]);
    expect(await refusal(retryOutboxItem(core, ADMIN, { id: itemId }))).toMatchObject({ code: 'ACTION_ENDED' });
  });

  test('reaches an account in the order of the changes, and a late close cannot shut what was resumed', async () => {
    const { id } = await world.make({ terms: null });
    const core = failing(unavailable(), 1);
    await putTerms(core, ADMIN, { campaignId: id, ifVersion: 1, terms: SEATS });
    await transitionCampaign(core, ADMIN, { id, to: 'planned' });
    await transitionCampaign(core, ADMIN, { id, to: 'active' });
    await relay(core, 5);
    expect((await world.core.accounts.read(id)).balances[id]).toMatchObject({ status: 'active', capacity: 200_000 });

    const late = failing(unavailable(), 1);
    await transitionCampaign(late, ADMIN, { id, to: 'paused' });
    await transitionCampaign(world.core, ADMIN, { id, to: 'active' });
    await relay(core, 5);
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('active');
    expect(waiting()).toEqual([]);
  });
});

test('work that was done but not kept as done is done again without a second effect', async () => {
  const { id } = await world.make();
  await world.move(id, 'planned', 'active');
  for (const item of world.tables.outbox.values())
    world.tables.outbox.set(item.id, { ...item, state: 'pending', nextAttemptAt: 0 });
  const sequence = (await world.core.accounts.read(id)).sequence;
  await deliverDue(world.core);
  expect(waiting()).toEqual([]);
  expect((await world.core.accounts.read(id)).sequence).toBe(sequence);
  expect(await world.core.campaigns.instances(id)).toHaveLength(1);
  expect(await world.core.notifications.after(0, 10)).toHaveLength(2);
});

test('one process relays at a time, and another takes over when it stops', async () => {
  const { id } = await world.make();
  await transitionCampaign(failing(unavailable(), 1), ADMIN, { id, to: 'planned' });
  world.clock.advance(10_000);
  for (const holder of ['first', 'second']) {
    const stop = new AbortController();
    const late: number[] = [];
    const job = createOutboxRelay(world.core, {
      holder,
      onError: (_job, error) => expect.unreachable(String(error)),
      async sleep() {
        late.push(job.lag());
        if (waiting().length === 0) stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
      },
    });
    await job.run(stop.signal);
    if (holder === 'first') expect(Math.max(...late)).toBeGreaterThan(0);
    expect(job.lag()).toBe(0);
  }
  expect(waiting()).toEqual([]);
  expect(await world.core.leases.take('outbox', 'third', 1_000)).not.toBeNull();
});

test('the outbox is for staff', async () => {
  const own = as('company_admin', world.company.id);
  expect(await refusal(listOutbox(world.core, own, { limit: 10, cursor: null }))).toMatchObject({ code: 'FORBIDDEN' });
});
