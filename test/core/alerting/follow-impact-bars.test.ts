import { beforeEach, expect, test } from 'vitest';
import { createMemoryNotifications } from '../../../src/adapters/memory/notifications.ts';
import { makeItem } from '../../../src/core/domain/outbox/make-item.ts';
import { DAY, MINUTE } from '../../../src/core/domain/shared/time.ts';
import { followImpactBars } from '../../../src/core/usecases/alerts/follow-impact-bars.ts';
import { createService } from './service.ts';

let service: Awaited<ReturnType<typeof createService>>;
let heard: string[];
beforeEach(async () => {
  service = await createService();
  heard = [];
});

/** Has that much of 1,000.00 spent, and gives the item of work that this leads to. */
async function spend(budgetSpent: number) {
  const { clock, tables, ports } = service;
  const before = tables.campaigns.get('campaign-1');
  if (!before) throw new Error('There is no campaign');
  const document = { ...before, version: before.version + 1, budgetAllocated: 100_000, budgetSpent };
  await ports.transactions.commit([
    { op: 'replace', collection: 'campaigns', document, ifVersion: document.version - 1 },
  ]);
  return makeItem(document, 'alert.impact', { kind: 'alert.impact' }, clock.now());
}

/** Does the work over a log of live events of which nothing is kept any more. */
async function look(item: Awaited<ReturnType<typeof spend>>): Promise<void> {
  const notifications = createMemoryNotifications();
  await followImpactBars({ ...service.ports, notifications }, item);
  heard.push(...(await notifications.after(0, 10)).map(({ type, causeId }) => `${type} ${causeId}`));
}

test('a crossing of long ago is not said again by a later look', async () => {
  await look(await spend(95_000));
  expect(heard).toEqual(['impact.alert campaign-1-budget-1']);
  service.clock.advance(60 * DAY);
  await look(await spend(96_000));
  expect(heard).toHaveLength(1);
  await look(await spend(10_000));
  expect(heard.slice(1)).toEqual(['impact.resolved campaign-1-budget-1']);
  service.clock.advance(60 * DAY);
  await look(await spend(20_000));
  expect(heard).toHaveLength(2);
  await look(await spend(95_000));
  expect(heard.slice(2)).toEqual(['impact.alert campaign-1-budget-2']);
});

test('work that is done again after a crash says what it found the first time', async () => {
  const item = await spend(95_000);
  service.clock.advance(MINUTE);
  await look(item);
  service.clock.advance(DAY);
  await look(item);
  expect(heard).toEqual(['impact.alert campaign-1-budget-1', 'impact.alert campaign-1-budget-1']);
});

test('what a process with a slower clock finds is said too', async () => {
  const item = await spend(95_000);
  service.clock.advance(-MINUTE);
  await look(item);
  expect(heard).toEqual(['impact.alert campaign-1-budget-1']);
});
