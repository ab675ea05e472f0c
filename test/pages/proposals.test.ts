import { beforeAll, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { COORDINATOR, createTestApi, ofCompany } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { visit } from './visit.ts';

const clock = createManualClock('2025-01-12T09:00:00Z');
const api = createTestApi(memoryAdapters({ clock }), { cacheViews: false });
const world = createWorld(api);
let companyId = '';

beforeAll(async () => {
  companyId = await world.company();
});

const address = (need: Record<string, string>, page = '') => `/proposals${page}?${new URLSearchParams(need)}`;

it('lays the options side by side, the recommended one first and with its reasons', async () => {
  expect((await visit(api, '/proposals')).html).not.toContain('suits best');
  const { status, html } = await visit(api, address({ companyId, beneficiaries: '40', months: '3', budget: '25,000' }));
  expect(status).toBe(200);
  expect(html).toContain('Seats suits best');
  expect(html).toContain('€12,000');
  expect(html).toContain('48 % of the budget');
  expect(html.indexOf('Recommended')).toBeLessThan(html.indexOf('8,000 credits'));
  const tight = await visit(api, address({ beneficiaries: '84' }));
  expect(tight.html).toContain('It comes to €25,500, above the budget of €25,000');
});

it('says what is wrong by its field and keeps what was typed', async () => {
  const wrong = await visit(api, address({ beneficiaries: 'forty', budget: '25 000' }));
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('Beneficiaries must be a whole number');
  expect(wrong.html).toContain('value="forty"');
  const unpriced = await visit(api, address({ beneficiaries: '40', currency: 'NOK' }));
  expect(unpriced.status).toBe(422);
  expect(unpriced.html).toContain('There are no prices in NOK');
});

it('makes a sheet that its address makes again, with its date and how long it holds', async () => {
  const need = { companyId, beneficiaries: '40', date: '2025-01-10', days: '14' };
  const { html } = await visit(api, address(need, '/sheet'));
  expect(html).toContain('10 Jan 2025');
  expect(html).toContain('Valid until 24 Jan 2025');
  expect(html).toContain('150 per completed learner');
  const one = await visit(api, address({ ...need, option: 'credits' }, '/sheet'));
  expect(one.html).not.toContain('per completed learner');
  expect(one.html).not.toContain('We recommend');
});

it('becomes a draft with the terms of the chosen option', async () => {
  const page = await visit(api, address({ companyId, beneficiaries: '40', months: '4', volunteers: '6' }));
  const link = /href="(\/campaigns\/new\?[^"]*option=seats)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = await visit(api, link);
  expect(form.html).toContain('From the proposal: Seats, 6 seats, €12,000');
  const hidden = (name: string) =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(form.html)?.[1] ?? '').replaceAll('&amp;', '&');
  const sent = { companyId, name: 'Spring', proposal: hidden('proposal'), option: hidden('option') };
  const made = await visit(api, '/campaigns/new', { form: sent });
  expect(made.status).toBe(303);
  const id = /campaigns\/([^/]+)\/setup/.exec(made.location ?? '')?.[1];
  const { body } = await api.call('GET', `/campaigns/${id}`);
  expect(body).toMatchObject({
    status: 'draft',
    startDate: '2025-02-01',
    endDate: '2025-05-31',
    targetBeneficiaries: 40,
    targetVolunteers: 6,
    budgetAllocated: '25000.00',
    terms: { model: 'seats', committedSeats: 6, seatPricePerMonth: '500.00' },
  });
  expect((await visit(api, `/campaigns/${id}/setup/pricing`)).html).toContain('€12,000');
  const bundle = await visit(api, '/campaigns/new', { form: { ...sent, option: 'bundle' } });
  expect(bundle.status).toBe(422);
  expect(bundle.html).toContain('not on offer for this company');
});

it('is for staff; a coordinator sees it and makes no draft of it', async () => {
  const path = address({ beneficiaries: '40' });
  expect((await visit(api, path, { actor: ofCompany(companyId, 'company_admin') })).status).toBe(403);
  expect((await visit(api, '/proposals/sheet', { actor: ofCompany(companyId, 'company_user') })).status).toBe(403);
  const page = await visit(api, path, { actor: COORDINATOR });
  expect(page.status).toBe(200);
  expect(page.html).not.toContain('Make it a draft');
});
