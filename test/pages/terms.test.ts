import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { COORDINATOR, createTestApi, ofCompany, SALES, type TestApi } from '../http/support.ts';
import { createWorld, SEATS, type World } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { visit } from './visit.ts';

let api: TestApi;
let world: World;
let companyId = '';
const ask = (path: string, form?: Record<string, string>, actor: Actor = SALES, partial = false) =>
  visit(api, path, { ...(form && { form }), actor, partial });

beforeEach(async () => {
  const clock = createManualClock('2025-01-02T09:00:00Z');
  api = createTestApi(memoryAdapters({ clock }), { cacheViews: false });
  world = createWorld(api);
  companyId = await world.company();
});

const TYPED = { model: 'seats', committedSeats: '12', seatPricePerMonth: '85,00', tariff: 'committed' };
const versionOf = async (id: string) => String((await api.call('GET', `/campaigns/${id}`)).body.version);

describe('terms after the draft', () => {
  it('are reviewed with their proration, then put as a new version', async () => {
    const id = await world.recruiting(companyId);
    const path = `/campaigns/${id}/terms`;
    const page = await ask(path);
    expect(page.html).toContain('These are the terms that stand');
    const version = await versionOf(id);
    const reviewed = await ask(path, { ...TYPED, version, action: 'review' });
    expect(reviewed.status).toBe(200);
    expect(reviewed.html).toMatch(/The rest of the period costs €[\d,.]+ (more|less)/);
    expect(reviewed.html).toContain('Put these terms');
    expect((await api.call('GET', `${path}`)).body.items).toHaveLength(1);
    const put = await ask(path, { ...TYPED, version, action: 'save' });
    expect([put.status, put.location]).toEqual([303, `${path}?put=2`]);
    expect((await ask(`${path}?put=2`)).html).toContain('Version 2 stands');
    expect((await api.call('GET', `${path}`)).body.items[0].terms).toMatchObject({ committedSeats: 12 });
  });

  it('lose nothing that was typed when someone else was quicker, and say what they put', async () => {
    const id = await world.recruiting(companyId);
    const path = `/campaigns/${id}/terms`;
    const version = await versionOf(id);
    const tiers = { 'tiers-mode': 'graduated', 'tiers-0-unitPrice': '9' };
    const opened = { ...TYPED, ...tiers, version, termsNumber: '1', action: 'save' };
    await api.call('PUT', path, { as: SALES, ifMatch: Number(version), body: { ...SEATS, committedSeats: 77 } });
    const late = await ask(path, opened);
    expect(late.status).toBe(412);
    expect(late.html).toContain('Someone put version 2');
    expect(late.html).toContain('value="12"');
    expect(late.html).toContain('name="tiers-0-unitPrice" type="text" value="9"');
    expect(late.html).toContain('77');
    const again = await ask(path, { ...opened, version: await versionOf(id) });
    expect(again.status).toBe(303);
  });

  it('tell what is wrong by the field of each row and in the summary', async () => {
    const terms = { model: 'custom', capacityUnit: 'session', capacity: 20, description: 'Rooms' };
    const id = await world.recruiting(companyId, terms);
    const wrong = await ask(`/campaigns/${id}/terms`, {
      model: 'custom',
      capacityUnit: 'session',
      capacity: '20',
      'variableComponents-0-name': '',
      'variableComponents-2-name': 'Rooms',
      'variableComponents-2-unit': 'session',
      'variableComponents-2-rate': 'seven',
      'milestonePayments-1-milestone': 'Opening',
      'tiers-mode': 'volume',
      'tiers-0-upTo': '10',
      'tiers-0-unitPrice': '5',
      version: '1',
      action: 'review',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#field-variableComponents-2-rate"');
    expect(wrong.html).toContain('Rate of component 3 must be a number');
    const unpriced = await ask(`/campaigns/${id}/terms`, { ...TYPED, 'tiers-0-unitPrice': '5', action: 'save' });
    expect(unpriced.html).toContain('Say how the steps are priced');
    expect(wrong.html).toContain('Only the last step has no end');
    expect(wrong.html).not.toContain('Put these terms');
  });

  it('show company roles and coordinators what stands, and let them change nothing', async () => {
    const id = await world.recruiting(companyId);
    const admin = ofCompany(companyId, 'company_admin');
    for (const actor of [admin, COORDINATOR]) {
      const page = await ask(`/campaigns/${id}/terms`, undefined, actor);
      expect(page.status).toBe(200);
      expect(page.html).toContain('Sales agrees and changes the commercial terms');
      expect(page.html).not.toContain('Review the change');
      expect((await ask(`/campaigns/${id}/terms`, { ...TYPED, action: 'save' }, actor)).status).toBe(403);
    }
    expect((await ask(`/campaigns/${id}/terms`, undefined, admin)).html).not.toContain(SALES.id);
    const other = await world.company();
    expect((await ask(`/campaigns/${id}/terms`, undefined, ofCompany(other, 'company_user'))).status).toBe(404);
    expect(
      (await ask(`/campaigns/${id}/terms`, { ...TYPED, action: 'save' }, ofCompany(other, 'company_user'))).status,
    ).toBe(404);
  });

  it('stay as they are while paused, and lead a draft back to its steps', async () => {
    const id = await world.recruiting(companyId);
    await world.transition(id, 'paused');
    expect((await ask(`/campaigns/${id}/terms`)).html).toContain('change again once it is active');
    const draft = await world.draft(companyId);
    expect((await ask(`/campaigns/${draft}/terms`)).location).toBe(`/campaigns/${draft}/setup/pricing`);
  });

  it('answer as people type with the cost and the errors of the fields they left', async () => {
    const id = await world.recruiting(companyId);
    const path = `/campaigns/${id}/terms/preview`;
    const part = await ask(path, { ...TYPED, committedSeats: '0' }, SALES, true);
    expect(part.html).toContain('hx-target="#error-committedSeats"');
    expect(part.html).toContain('Seats must be from 1');
    expect(part.html).not.toContain('<html');
    const rows = await ask(`/campaigns/${id}/terms/rows`, { ...TYPED, more: 'tiers' }, SALES, true);
    expect(rows.html).toContain('tiers-4-unitPrice');
    expect(rows.html).not.toContain('<html');
  });
});
