import { beforeAll, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { createTestApi, ofCompany } from '../http/support.ts';
import { createWorld, SEATS } from '../http/world.ts';
import { visit } from './visit.ts';

const api = createTestApi(memoryAdapters(), { cacheViews: false });
const world = createWorld(api);
let companyId = '';
let id = '';

beforeAll(async () => {
  companyId = await world.company();
  id = await world.recruiting(companyId, { ...SEATS, committedSeats: 1, overage: 1 });
  for (const seat of [1, 2]) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
});

it('shows every month, opens a line to its ledger entries in words, and leads to terms and what if by role', async () => {
  const { body } = await api.call('GET', `/campaigns/${id}`);
  const path = `/campaigns/${id}/money?month=${body.startDate.slice(0, 7)}`;
  const { html } = await visit(api, path);
  expect(html).toContain('Charges by month');
  expect(html).toContain('Seats beyond the commitment');
  expect(html).toContain('Consumed +1 seat, vol-2');
  expect(html).toContain('Change the terms');
  expect(html).toContain('/what-if');
  const own = await visit(api, path, { actor: ofCompany(companyId, 'company_user') });
  expect(own.status).toBe(200);
  expect(own.html).toContain('Every version');
  expect(own.html).not.toContain('/what-if');
});

it('prints a month as a sheet for whoever pays, and for nobody else', async () => {
  const { body } = await api.call('GET', `/campaigns/${id}`);
  const path = `/campaigns/${id}/invoice?month=${body.startDate.slice(0, 7)}`;
  const { status, html } = await visit(api, path, { actor: ofCompany(companyId, 'company_admin') });
  expect(status).toBe(200);
  expect(html).toContain('Rhein');
  expect(html).toContain('Total charged here');
  const other = ofCompany(await world.company(), 'company_admin');
  expect((await visit(api, path, { actor: other })).status).toBe(404);
});
