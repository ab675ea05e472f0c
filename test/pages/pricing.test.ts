import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { createTestApi, ofCompany, type TestApi } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { visit } from './visit.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

describe('the pricing pages', () => {
  const clock = createManualClock('2025-01-02T09:00:00Z');
  const adapters = memoryAdapters({ clock });
  const broken = new Set<string>();
  const capacityLog: Ports['capacityLog'] = {
    ...adapters.ports.capacityLog,
    stream: (query) => {
      if (broken.has('ledger')) throw new Error('secret of the driver');
      return adapters.ports.capacityLog.stream(query);
    },
  };
  const api: TestApi = createTestApi({ ...adapters, ports: { ...adapters.ports, capacityLog } }, { cacheViews: false });
  const world = createWorld(api);
  let company = '';
  let full = '';
  let credits = '';

  async function campaign(name: string, terms: object): Promise<string> {
    const id = await world.draft(company);
    const body = { name, startDate: '2025-01-01', endDate: '2025-04-10', budgetAllocated: '1000.00' };
    expect((await api.call('PATCH', `/campaigns/${id}`, { ifMatch: 1, body })).status).toBe(200);
    expect((await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: 2, body: terms })).status).toBe(200);
    for (const to of ['planned', 'recruiting', 'active']) await world.transition(id, to);
    return id;
  }

  beforeAll(async () => {
    company = await world.company('Acme & <Sons>');
    full = await campaign('Full', { model: 'seats', committedSeats: 1, seatPricePerMonth: '85.00' });
    await world.consume(full, 'k', { subject: 'vol-1' });
    credits = await campaign('Credits', { model: 'credits', creditAllocation: 1_000, creditConsumptionRate: 1 });
    await world.consume(credits, 'k', { quantity: 600 });
    await campaign('Idle', { model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' });
    for (const id of [full, credits]) await projected(id);
    clock.set(at('2025-02-20T12:00:00Z'));
  });
  beforeEach(() => broken.clear());

  /** What the follower keeps for lists. */
  async function projected(campaignId: string): Promise<void> {
    const balance = (await api.service.core.accounts.read(campaignId)).balances[campaignId];
    if (!balance) throw new Error('No balance');
    const { unit, capacity, consumed, held } = balance;
    const rest = { hardLimit: capacity, headroom: capacity - consumed, band: null, updatedAt: clock.now() };
    await adapters.ports.figures.save([{ campaignId, sequence: 1_000, unit, capacity, consumed, held, ...rest }]);
  }

  it('show every contract, the most pressing first, with what to do', async () => {
    const { status, html } = await visit(api, '/pricing');
    expect(status).toBe(200);
    expect(html.indexOf('>Full<')).toBeLessThan(html.indexOf('>Credits<'));
    expect(html).toContain('1,200 (120 %)');
    expect(html).toContain('1 of 1 seat used (100 %), 1 expected by the end');
    expect(html).toContain('Acme &amp; &lt;Sons&gt;');
    expect(html).toContain('€0 of €3,000 spent (0 %), €3,000 left');
  });

  it('keep company and action in the address', async () => {
    const { html } = await visit(api, `/pricing?company=${company}&action=expand`);
    expect(html).toContain('>Credits<');
    expect(html).not.toContain('>Idle<');
    expect(html).toContain(`/pricing?company=${company}&amp;action=close`);
    expect(html).toContain(`href="/pricing/companies/${company}"`);
    const other = await visit(api, '/pricing?company=unknown&action=nonsense&page=x');
    expect(other.status).toBe(200);
    expect(other.html).toContain('No contract yet');
    expect((await visit(api, '/pricing?action=close')).html).toContain('No contract asks for this now');
  });

  it('report on a company: counts, sentences with their figures, what each comes to', async () => {
    const { status, html } = await visit(api, `/pricing/companies/${company}`);
    expect(status).toBe(200);
    expect(html).toContain('All of it has been used since 2 January 2025.');
    expect(html).toContain('€600');
    expect(html).toContain(`href="/campaigns/${full}/what-if"`);
    expect(html).toContain(`href="/pricing/companies/${company}/report.csv"`);
    const csv = await visit(api, `/pricing/companies/${company}/report.csv`);
    expect(csv.html.split('\r\n')).toHaveLength(5);
    expect((await visit(api, '/pricing/companies/unknown')).status).toBe(404);
  });

  it('show a campaign’s contract with a chart to the end of its period, and the table behind it', async () => {
    const day = { sequence: 1, capacity: 10_000_000, hardLimit: 11_000_000 };
    await adapters.ports.dayEnds.save([{ campaignId: credits, date: '2025-01-02', consumed: 6_000_000, ...day }]);
    const { status, html } = await visit(api, `/campaigns/${credits}/pricing`);
    expect(status).toBe(200);
    expect(html).toContain('60 % used, 120 % expected by the end');
    expect(html).toContain('class="forecast"');
    expect(html).toContain('The same as a table');
    const used = await visit(api, `/campaigns/${full}/pricing`);
    expect(used.html).toContain('100 % used, 100 % expected by the end');
  });

  it('say that nothing is agreed, or not yet begun', async () => {
    const { body } = await api.call('POST', '/campaigns', { body: { companyId: company, name: 'Bare' } });
    expect((await visit(api, `/campaigns/${body.id}/pricing`)).html).toContain('Nothing is agreed yet');
    const empty = await world.company('Empty');
    expect((await visit(api, `/pricing/companies/${empty}`)).html).toContain('No campaign yet');
  });

  it('say what could not be read in its place', async () => {
    broken.add('ledger');
    const report = await visit(api, `/pricing/companies/${company}`);
    expect(report.status).toBe(200);
    expect(report.html).toContain('The report could not be read');
    expect(report.html).not.toContain('secret of the driver');
    const own = await visit(api, `/campaigns/${full}/pricing`);
    expect(own.html).toContain('The contract could not be read');
    expect((await visit(api, '/pricing')).html).toContain('>Full<');
  });

  it('are for staff, and offered to nobody else', async () => {
    for (const role of ['company_admin', 'company_user'] as const) {
      const actor = ofCompany(company, role);
      for (const path of [
        '/pricing',
        `/pricing/companies/${company}`,
        `/pricing/companies/${company}/report.csv`,
        `/campaigns/${full}/pricing`,
      ])
        expect((await visit(api, path, { actor })).status).toBe(403);
      const { html } = await visit(api, `/campaigns/${full}`, { actor });
      expect(html).not.toContain('/pricing');
    }
  });

  it('stand behind the company in the catalogue', async () => {
    const { html } = await visit(api, `/catalogue/companies/${company}`);
    expect(html).toContain(`href="/pricing/companies/${company}"`);
    expect(html).toMatch(/<dt>Expand<\/dt><dd>2 contracts<\/dd>/);
  });
});
