import { beforeAll, describe, expect, it } from 'vitest';
import { poolPage, subscriptionRow } from '../../src/adapters/http/pages/view/pool.ts';
import type { PoolView } from '../../src/core/usecases/capacity/get-pool.ts';
import { createTestApi, ofCompany } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { visit } from './visit.ts';

const api = createTestApi();
const world = createWorld(api);
let companyId = '';
let subscriptionId = '';

beforeAll(async () => {
  companyId = await world.company();
  subscriptionId = await world.subscription(companyId);
});

describe('the page of a subscription', () => {
  it('shows the pool with each campaign’s part, also to the company’s own people', async () => {
    const path = `/subscriptions/${subscriptionId}`;
    expect((await visit(api, path)).html).toContain('No campaign shares it yet');
    const id = await world.recruiting(companyId, { model: 'bundle', subscriptionId, share: 0.5 });
    await world.consume(id, 'k1', { subject: 'learner-1' });
    for (const actor of [undefined, ofCompany(companyId, 'company_user')]) {
      const { status, html } = await visit(api, path, actor ? { actor } : {});
      expect(status).toBe(200);
      expect(html).toMatch(/1 of [\d,]+ learners used/);
      expect(html).toContain(`href="/campaigns/${id}/capacity"`);
      expect(html).toContain('50 %');
    }
    expect((await visit(api, `/campaigns/${id}/terms`)).html).toContain(`href="${path}"`);
    expect((await visit(api, `/catalogue/companies/${companyId}`)).html).toContain(`href="${path}"`);
  });

  it('is not there for another company, whose list says how to begin', async () => {
    const other = ofCompany(await world.company(), 'company_admin');
    expect((await visit(api, `/subscriptions/${subscriptionId}`, { actor: other })).status).toBe(404);
    expect((await visit(api, '/subscriptions', { actor: other })).html).toContain('No subscription yet');
    expect((await visit(api, `/subscriptions?company=${companyId}`)).html).toContain(
      `/subscriptions/${subscriptionId}`,
    );
  });
});

describe('the bars of a pool', () => {
  const learners = (count: number) => count * 10_000;
  const pool = (used: readonly number[], held = 0): PoolView => ({
    total: learners(100),
    hardLimit: learners(110),
    allocated: learners(100),
    consumed: learners(used.reduce((sum, one) => sum + one, 0)),
    held: learners(held),
    campaigns: used.map((consumed, at) => ({
      campaignId: `c${at}`,
      share: 5_000,
      capacity: learners(50),
      consumed: learners(consumed),
    })),
  });

  it('end at the hard limit, with a mark at the pool, whatever is used of it', () => {
    const view = poolPage(pool([33, 22], 11), new Map());
    expect(view.used.segments.map(({ x, width }) => [x, width])).toEqual([
      ['0.00%', '30.00%'],
      ['30.00%', '20.00%'],
    ]);
    expect(view.used.held).toEqual({ x: '50.00%', width: '10.00%' });
    expect([view.used.totalMark, view.used.limitMark]).toEqual(['90.91%', null]);
    expect(view.note).toBe('44 learners more fit in before the hard limit of 110');
  });

  it('are honest past 100 %: what is above the limit is drawn, and the limit marked', () => {
    const view = poolPage(pool([80, 40]), new Map());
    expect(view.finding).toBe('120 of 100 learners used (120 %)');
    expect(view.used.limitMark).toBe('91.67%');
    expect(view.note).toContain('nothing more fits in');
  });

  it('number only the parts that have room for it', () => {
    const [wide, thin] = poolPage(pool([60, 1]), new Map()).used.segments;
    expect([wide?.textX, thin?.textX]).toEqual(['27.27%', null]);
  });

  it('tell how old the word of a billing service is', () => {
    const subscription = {
      id: 's1',
      version: 1,
      companyId: 'k1',
      name: 'L2I',
      learners: 100,
      price: 100_00,
      currency: 'EUR',
      startsOn: '2025-01-01',
      endsOn: '2025-12-31',
      status: 'past_due',
      overage: 1_000,
      shares: {},
      createdAt: 0,
      updatedAt: 0,
    } as const;
    const now = 3 * 3_600_000;
    const said = (asOf: number | null) => subscriptionRow({ ...subscription, asOf }, new Map(), now).said;
    expect(said(now - 60_000)).toMatchObject({ time: { text: '1 min ago' } });
    expect(said(null)).toBeNull();
    expect(said(now - 100 * 3_600_000)?.isOld).toBe(true);
  });
});
