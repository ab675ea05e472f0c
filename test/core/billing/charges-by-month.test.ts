import { beforeEach, describe, expect, it } from 'vitest';
import { chargesByMonth } from '../../../src/core/usecases/billing/charges-by-month.ts';
import { previewInvoice } from '../../../src/core/usecases/billing/preview-invoice.ts';
import { reverseEntry } from '../../../src/core/usecases/capacity/reverse-entry.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { at, type BillingWorld, CONTEXT, createBillingWorld } from './world.ts';

const SEATS = { model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' } as const;
let world: BillingWorld;
let id: string;
let entries: string[];

beforeEach(async () => {
  world = await createBillingWorld();
  id = await world.campaign(SEATS);
  entries = [];
  for (let seat = 1; seat <= 11; seat++)
    entries.push((await world.consume(id, `k${seat}`, { subject: `vol-${seat}` })).entry.id);
});

/** Month, state and total, each total held to the preview of its month. */
async function months() {
  const { months: all } = await chargesByMonth(world.core, CONTEXT, { campaignId: id });
  for (const { month, total } of all)
    expect((await previewInvoice(world.core, CONTEXT, { campaignId: id, month })).total, month).toBe(total);
  return all.map(({ month, state, total }) => [month, state, total]);
}

describe('the months of a campaign', () => {
  it('are the open one and those to come, as it stands', async () => {
    expect(await months()).toEqual([
      ['2025-01', 'open', 935_00],
      ['2025-02', 'to_come', 935_00],
      ['2025-03', 'to_come', 935_00],
    ]);
  });

  it('keep what was invoiced, with what changed since in the open month', async () => {
    world.clock.set(at('2025-02-10T12:00:00Z'));
    await world.bill();
    const entryId = entries[10] ?? '';
    await reverseEntry(world.core, CONTEXT, { campaignId: id, entryId, reason: 'Twice', key: null, hash: '' });
    expect(await months()).toEqual([
      ['2025-01', 'closed', 935_00],
      ['2025-02', 'open', 850_00 - 85_00],
      ['2025-03', 'to_come', 850_00],
    ]);
  });

  it('go on behind the end while something can still be corrected, and end with the campaign', async () => {
    world.clock.set(at('2025-04-10T12:00:00Z'));
    await world.bill();
    expect((await months()).map(([month, state]) => [month, state])).toEqual([
      ['2025-01', 'closed'],
      ['2025-02', 'closed'],
      ['2025-03', 'closed'],
      ['2025-04', 'open'],
    ]);
    for (const to of ['completed', 'closed'] as const) await transitionCampaign(world.core, CONTEXT, { id, to });
    world.clock.set(at('2025-06-10T12:00:00Z'));
    await world.bill();
    expect((await months()).map(([month]) => month)).toEqual(['2025-01', '2025-02', '2025-03']);
  });

  it('are none before there is a period', async () => {
    const { core } = world;
    const draft = { ...(await core.campaigns.find(id)), startDate: null } as never;
    const campaigns = { ...core.campaigns, find: async () => draft };
    expect((await chargesByMonth({ ...core, campaigns }, CONTEXT, { campaignId: id })).months).toEqual([]);
  });
});
