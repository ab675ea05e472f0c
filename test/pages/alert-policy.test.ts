import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { createTestApi, ofCompany, SALES } from '../http/support.ts';
import { createWorld } from '../http/world.ts';

const api = createTestApi();
const world = createWorld(api);
let companyId = '';
let id = '';

beforeAll(async () => {
  companyId = await world.company();
  id = await world.recruiting(companyId);
  for (let seat = 1; seat <= 8; seat++) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
});

async function ask(path: string, form?: Record<string, string>, actor: Actor = SALES, partial = false) {
  const Cookie = `__Host-session=${await api.tokenOf(actor)}`;
  const answer = await api.service.app.request(`http://localhost${path}`, {
    method: form ? 'POST' : 'GET',
    headers: {
      Cookie,
      Host: 'localhost',
      Origin: 'http://localhost',
      ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(partial && { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  });
  return { status: answer.status, html: await answer.text() };
}

const POLICY = {
  'enabled-100': 'on',
  'window-80': '24',
  'window-90': '12',
  'window-100': '1.5',
  'window-110': '1',
  rearmMargin: '5',
  'quiet-from': '22:00',
  'quiet-to': '07:00',
  'cs-email': 'on',
};

it('tries a policy on the ledger before it is saved, and saves it', async () => {
  const path = `/campaigns/${id}/alert-policy`;
  expect((await ask(path)).html).toContain('as many messages');
  const compared = await ask(`${path}/compare`, { ...POLICY, version: '0' }, SALES, true);
  expect(compared.html).toContain('1 message fewer, and nobody told of 1 crossing more');
  expect(compared.html).not.toContain('<html');
  expect((await ask(path, { ...POLICY, version: '0' })).status).toBe(303);
  const { body } = await api.call('GET', path);
  expect(body).toMatchObject({ version: 1, rearmMargin: 5, quietHours: { from: '22:00', to: '07:00' } });
  expect(body.thresholds[2]).toEqual({ threshold: 100, enabled: true, windowMinutes: 90, repeat: false });
  expect(body.channels).toEqual({ sales: [], company_admin: [], cs: ['email'] });
  expect((await ask(path, { ...POLICY, version: '0' })).status).toBe(412);
  expect((await ask(path, { version: '1', inherit: 'on' })).status).toBe(303);
  expect((await api.call('GET', path)).body.source).toBe('default');
});

it('keeps what was typed beside what is wrong with it', async () => {
  const path = `/campaigns/${id}/alert-policy`;
  const { status, html } = await ask(path, { ...POLICY, rearmMargin: '1', 'window-90': 'soon', version: '2' });
  expect(status).toBe(422);
  expect(html).toContain('href="#field-window-90"');
  expect(html).toContain('value="soon"');
  const range = await ask(path, { ...POLICY, rearmMargin: '1', version: '2' });
  expect(range.html).toContain('rearmMargin must be from 2 to 50');
});

it('silences a campaign and ends the silence', async () => {
  expect((await ask(`/alerts/silences?campaign=${id}&threshold=90`)).html).toContain('<option value="90" selected>');
  const asked = { campaignId: id, threshold: '90', hours: '24', key: 'key-1' };
  expect((await ask('/alerts/silences', { ...asked, reason: '' })).status).toBe(422);
  expect((await ask('/alerts/silences', { ...asked, reason: 'The teams move' })).status).toBe(303);
  const { body } = await api.call('GET', '/silences');
  expect(body.items).toMatchObject([{ campaignId: id, threshold: 90, reason: 'The teams move' }]);
  expect((await ask('/alerts/silences')).html).toContain('The teams move');
  expect((await ask(`/alerts/silences/${body.items[0].id}/end`, {})).status).toBe(303);
  expect((await api.call('GET', '/silences')).body.items).toEqual([]);
});

it('shows neither to a company', async () => {
  const admin = ofCompany(companyId, 'company_admin');
  expect((await ask(`/campaigns/${id}/alert-policy`, undefined, admin)).status).toBe(403);
  expect((await ask('/alerts/silences', undefined, admin)).status).toBe(403);
  expect((await ask(`/campaigns/${id}/alerts`, undefined, admin)).html).not.toContain('alert-policy');
});
