import { beforeAll, describe, expect, it } from 'vitest';
import { whatIfView } from '../../src/adapters/http/pages/view/what-if.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { WhatIf } from '../../src/core/domain/billing/what-if.ts';
import { COORDINATOR, createTestApi, ofCompany } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { visit } from './visit.ts';

const clock = createManualClock('2025-01-02T09:00:00Z');
const api = createTestApi(memoryAdapters({ clock }), { cacheViews: false });
const world = createWorld(api);
let companyId = '';
let id = '';

beforeAll(async () => {
  companyId = await world.company();
  id = await world.recruiting(companyId);
  for (let seat = 1; seat <= 8; seat++) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
});

const asked = (terms: Record<string, string>) =>
  `/campaigns/${id}/what-if?${new URLSearchParams({ compare: '1', model: 'seats', ...terms })}`;

describe('what if', () => {
  it('holds other terms against the real ledger, at an address that gives the same answer to somebody else', async () => {
    const path = asked({ committedSeats: '5', seatPricePerMonth: '85.00', overage: '0' });
    const first = await visit(api, path);
    expect(first.status).toBe(200);
    expect(first.html).toMatch(/would pay €[\d,.]+ less/);
    expect(first.html).toContain('3 seats that were taken would have been refused');
    expect(first.html).toContain('Worse off');
    expect(first.html).toContain('value="5"');
    expect(first.html).toContain('The same as a table');
    const main = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    const second = await visit(api, path, { actor: COORDINATOR });
    expect(main(second.html)).toContain(/would pay €[\d,.]+ less/.exec(main(first.html))?.[0]);
  });

  it('offers only the models that count what the ledger counts, and says what is wrong by its field', async () => {
    const page = await visit(api, `/campaigns/${id}/what-if`);
    expect(page.html).toContain('?model=custom');
    expect(page.html).not.toContain('?model=credits');
    expect(page.html).not.toContain('finding-title');
    const wrong = await visit(api, asked({ committedSeats: 'many', seatPricePerMonth: '85.00' }));
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Seats must be a whole number');
    expect(wrong.html).toContain('value="many"');
    const later = await visit(api, asked({ model: 'custom', capacity: '9', effectiveFrom: '2099-06-01' }));
    expect(later.status).toBe(422);
    expect(later.html).toContain('counts from the start');
  });

  it('takes what was tried into the terms', async () => {
    const page = await visit(api, asked({ committedSeats: '7', seatPricePerMonth: '85.00' }));
    const href = /href="([^"]+)">Take these into the terms/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toContain(`/campaigns/${id}/terms?`);
    const terms = await visit(api, href);
    expect(terms.html).toContain('name="committedSeats" type="text" value="7"');
    expect(terms.html).toContain('The rest of the period costs');
  });

  it('is for staff, and of a draft without terms says what it lacks', async () => {
    expect(
      (await visit(api, `/campaigns/${id}/what-if`, { actor: ofCompany(companyId, 'company_admin') })).status,
    ).toBe(403);
    const other = await world.company();
    expect((await visit(api, `/campaigns/${id}/what-if`, { actor: ofCompany(other, 'company_admin') })).status).toBe(
      404,
    );
    const draft = await world.draft(companyId, null);
    expect((await visit(api, `/campaigns/${draft}/what-if`)).html).toContain('Nothing to compare with yet');
  });
});

describe('what if, for a company', () => {
  const path = (query: Record<string, string>) =>
    `/companies/${companyId}/what-if?${new URLSearchParams({ compare: '1', [`on-${id}`]: '1', ...query })}`;

  it('rates its campaigns under other commitments and prices at once, with totals by currency', async () => {
    const form = await visit(api, `/companies/${companyId}/what-if`);
    expect(form.html).toContain(`name="quantity-${id}" value="10"`);
    const dearer = await visit(api, path({ prices: '10' }));
    expect(dearer.status).toBe(200);
    expect(dearer.html).toMatch(/would pay €[\d,.]+ more: 1 campaign would pay more/);
    const { body } = await api.call('POST', `/companies/${companyId}/what-if`, {
      body: {
        campaigns: [{ campaignId: id, terms: { model: 'seats', committedSeats: 10, seatPricePerMonth: '93.50' } }],
      },
    });
    expect(dearer.html).toContain(`+€${Number(body.totals[0].difference).toLocaleString('en-GB')}`);
    const fewer = await visit(api, path({ [`quantity-${id}`]: '5', [`price-${id}`]: '85.00' }));
    expect(fewer.html).toContain('3 that were taken would have been refused');
    expect(fewer.html).toContain('committedSeats=5');
  });

  it('says by its row what is wrong, and compares the others', async () => {
    const other = await world.recruiting(companyId);
    const both = await visit(api, path({ [`on-${other}`]: '1', [`quantity-${id}`]: 'ten', prices: '-5' }));
    expect(both.status).toBe(422);
    expect(both.html).toContain('Seats must be a whole number');
    expect(both.html).toContain(`href="#field-quantity-${id}"`);
    expect(both.html).toContain('1 campaign would pay less');
    const wild = await visit(api, path({ prices: '-100' }));
    expect(wild.status).toBe(422);
    expect(wild.html).toContain('percent from -99 to 1000');
  });

  it('is for staff, and says so where there is nothing to compare', async () => {
    const admin = ofCompany(companyId, 'company_admin');
    expect((await visit(api, path({}), { actor: admin })).status).toBe(403);
    const empty = await visit(api, `/companies/${await world.company()}/what-if`);
    expect(empty.html).toContain('Nothing to compare with yet');
    expect((await visit(api, '/companies/nowhere/what-if')).status).toBe(404);
  });
});

describe('the words of a comparison', () => {
  const bill = { lines: [], total: 100_00, path: [{ date: '2025-01-01', amount: 100_00 }] };
  const words = (difference: number, range: { low: number; high: number } | null) => {
    const interval = range && { current: range, proposed: range, difference: range, path: [] };
    const result: WhatIf = { current: bill, proposed: bill, difference, limits: [], alerts: [], interval };
    const campaign = { timeZone: 'UTC', currency: 'EUR' };
    return whatIfView(result, { campaign, company: 'Acme', unit: 'seat', now: 0 });
  };

  it.each([
    [0, null, 'Acme would pay the same', 'The same'],
    [-50_00, null, 'Acme would pay €50 less', 'Better off'],
    [50_00, { low: 50_00, high: 50_00 }, 'Acme would pay €50 more', 'Worse off'],
    [
      0,
      { low: -60_00, high: -40_00 },
      'Acme would pay the same so far, likely €40 to €60 less by the end',
      'Better off',
    ],
    [0, { low: 0, high: 10_00 }, 'Acme would pay the same so far, likely €0 to €10 more by the end', 'Worse off'],
    [
      -5_00,
      { low: -10_00, high: 20_00 },
      'Acme would pay €5 less, likely between €10 less and €20 more by the end',
      'Better off',
    ],
    [
      0,
      { low: -10_00, high: 20_00 },
      'Acme would pay the same so far, likely between €10 less and €20 more by the end',
      'The same',
    ],
  ])('say %d with %o', (difference, range, finding, word) => {
    const view = words(difference, range);
    expect([view.finding, view.parties[0]?.word]).toEqual([finding, word]);
  });
});
