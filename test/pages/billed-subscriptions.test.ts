import { expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { BilledSubscription, BillingService } from '../../src/ports/billing-service.ts';
import { createTestApi } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { visit } from './visit.ts';

const clock = createManualClock('2026-03-01T09:00:00Z');
let isAway = false;
const billed = new Map<string, BilledSubscription>();
const asked = () => (isAway ? null : [...billed.values()]);
const billing: BillingService = {
  sendUsage: async (events) => events.map(() => ({ outcome: 'accepted' })),
  postLine: async () => ({ outcome: 'accepted' }),
  subscriptions: {
    find: async (id) => asked()?.filter((each) => each.id === id) ?? null,
    ofCompany: async (companyId) => asked()?.filter((each) => each.companyId === companyId) ?? null,
  },
};

it('a subscription that billing keeps says how old its word is, and none is never said while it cannot be asked', async () => {
  const api = createTestApi(memoryAdapters({ clock, billing }));
  const world = createWorld(api);
  const companyId = await world.company();
  const page = `/catalogue/companies/${companyId}`;
  const draft = await world.draft(companyId);
  const terms = `/campaigns/${draft}/setup/pricing?model=bundle`;
  const [startsOn, endsOn] = ['2026-01-01', '2026-12-31'];
  const one = {
    id: 'l2i',
    companyId,
    name: 'L2I',
    learners: 500,
    price: '60000.00',
    currency: 'EUR',
    startsOn,
    endsOn,
  };

  isAway = true;
  expect((await visit(api, '/subscriptions')).html).toContain('No subscription is known yet');
  expect((await visit(api, page)).html).toContain('billing cannot be asked at present');
  expect((await visit(api, terms)).html).toContain('Billing cannot be asked for subscriptions at present');
  isAway = false;
  billed.set('l2i', { ...one, status: 'active' });
  expect((await visit(api, page)).html).toMatch(/As billing says, <time[^>]*>just now/);
  expect((await visit(api, terms)).html).toContain('L2I: 500 learners, 0 % taken<');
  isAway = true;
  clock.advance(2 * 3_600_000);
  expect((await visit(api, page)).html).toMatch(/This may have changed: billing last said so <time[^>]*>2 h ago/);
  expect((await visit(api, terms)).html).toContain('L2I: 500 learners, 0 % taken, as billing said 2 h ago');
});
