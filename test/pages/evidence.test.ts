import { beforeAll, describe, expect, it } from 'vitest';
import { scoreBar } from '../../src/adapters/http/pages/view/evidence.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { scoreOf } from '../../src/core/domain/evidence/score.ts';
import { advanceDue, takeUp } from '../../src/core/usecases/billing/run-billing.ts';
import { startBilling } from '../../src/core/usecases/billing/start-billing.ts';
import { readDue } from '../../src/core/usecases/evidence/run-evidence.ts';
import type { EvidenceService } from '../../src/ports/evidence-service.ts';
import { ADMIN, COORDINATOR, createTestApi, ofCompany, SALES, type TestApi } from '../http/support.ts';
import { createWorld, LEARNERS } from '../http/world.ts';
import { createManualClock } from '../support/clock.ts';
import { createStoredService } from '../support/evidence-service.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

/** A campaign of learners in Berlin from January to June 2025, at 2 January. */
async function open(evidenceService: EvidenceService | null = null) {
  const clock = createManualClock('2025-01-02T09:00:00Z');
  const api = createTestApi(memoryAdapters({ clock, evidenceService }), { cacheViews: false });
  const world = createWorld(api);
  const companyId = await world.company();
  const id = await world.draft(companyId, null);
  const dates = { startDate: '2025-01-01', endDate: '2025-06-30' };
  await api.call('PATCH', `/campaigns/${id}`, { ifMatch: 1, body: dates });
  await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: 2, body: LEARNERS });
  await world.transition(id, 'planned');
  await world.transition(id, 'recruiting');
  return { api, clock, id, companyId, base: `/campaigns/${id}/evidence`, ask: asker(api) };
}

function asker(api: TestApi) {
  return async (path: string, form?: Record<string, string>, actor: Actor = COORDINATOR) => {
    const Cookie = `__Host-session=${await api.tokenOf(actor)}`;
    const answer = await api.service.app.request(`http://localhost${path}`, {
      method: form ? 'POST' : 'GET',
      headers: {
        ...{ Cookie, Host: 'localhost', Origin: 'http://localhost' },
        ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    const html = await answer.text();
    const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    return { status: answer.status, html, text, location: answer.headers.get('Location') };
  };
}

type Opened = Awaited<ReturnType<typeof open>>;

describe('the evidence of a campaign', () => {
  let world: Opened;
  beforeAll(async () => {
    world = await open();
  });

  it('says what will be there before anything is', async () => {
    const { text } = await world.ask(world.base);
    expect(text).toContain('No evidence yet');
    expect(text).toContain('No outcome is reported, and no evidence is attached');
  });

  it('is attached by a form that keeps what was typed and says by the field what is wrong', async () => {
    const { ask, base } = world;
    const wrong = { evidenceId: 'ev-1', outcome: '1.5', excerpt: 'Write to amina@example.org', source: 'Interview' };
    const refused = await ask(base, wrong);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('things need another look');
    expect(refused.text).toContain('Outcome must be from 0 to 1');
    expect(refused.text).toContain('The day is missing');
    expect(refused.text).toContain('Excerpt holds an e-mail address');
    for (const typed of ['value="1.5"', 'value="Interview"', 'Write to amina@example.org'])
      expect(refused.html).toContain(typed);
    const form = {
      ...wrong,
      key: 'k',
      outcome: '0,8',
      excerpt: 'My own words',
      createdAt: '2025-01-02',
      subject: 'learner-1',
    };
    for (let times = 0; times < 2; times++) expect((await ask(base, form)).location).toBe(`${base}?done=attached`);
    const { text } = await ask(`${base}?done=attached`);
    expect(text).toContain('The evidence is attached');
    expect(text).toMatch(/Impact 0\.26 .*Dimension 0\.15 .*Recency 0\.20 .*Verification 0\.05/);
  });

  it('is read by the company without forms, learners or words', async () => {
    const { ask, base, companyId } = world;
    for (const path of [base, `${base}/ev-1`]) {
      const { status, html } = await ask(path, undefined, ofCompany(companyId, 'company_admin'));
      expect(status).toBe(200);
      expect(html).not.toMatch(/learner-1|My own words|coordinator-1/);
      expect(html).not.toMatch(/<form[^>]+action="[^"]*\/evidence/);
    }
    expect((await ask(base, undefined, ofCompany('another', 'company_admin'))).status).toBe(404);
    expect((await ask(base, { evidenceId: 'x' }, SALES)).status).toBe(403);
    expect((await ask(base, undefined, SALES)).html).not.toContain('Attach it');
  });
});

describe('a change of evidence', () => {
  it('says what it does to the charges before it does it, and then does that', async () => {
    const { api, clock, id, base, ask } = await open();
    await startBilling(api.service.core);
    const place = { subject: 'learner-1' };
    await api.call('POST', `/campaigns/${id}/consumption`, { key: 'k', body: place });
    await api.call('POST', `/campaigns/${id}/completions`, { body: { ...place, evidenceIds: ['ev/1'] } });
    const here = `${base}/${encodeURIComponent('ev/1')}`;
    expect((await ask(here)).text).toContain('Withdrawing it takes back €150. January 2025 -€150 Not invoiced yet');

    clock.set(at('2025-02-10T12:00:00Z'));
    await takeUp(api.service.core, 0);
    await advanceDue(api.service.core);
    const told = await ask(here);
    expect(told.text).toContain('January 2025 -€150 Closed and invoiced: a correction in February 2025 names its line');
    const done = await ask(`${here}/state`, { to: 'withdrawn' });
    expect(done.location).toBe(`${here}?done=withdrawn`);
    const { body } = await api.call('GET', `/campaigns/${id}/invoice-preview?month=2025-02`);
    expect([body.total, body.lines[0].corrects]).toEqual(['-150.00', `${id}.invoice.2025-01.0001`]);
    expect((await ask(here)).text).toContain('Bringing it back charges €150.');

    const money = await ask(`/campaigns/${id}/money?month=2025-01`);
    const [, query] = /lineage\?([^"]+)"/.exec(money.html) ?? [];
    const lineage = await ask(`/campaigns/${id}/lineage?${query?.replaceAll('&amp;', '&')}`);
    expect(lineage.text).toMatch(/Learners who completed: €150 .*closed.*Consumed #\d+ learner-1 .*Withdrawn ev\/1/);
    expect(lineage.html).toContain(`href="${here}"`);
    expect((await ask(`/campaigns/${id}/lineage?month=2025-01&meter=none&from=2025-01-01`)).status).toBe(404);

    await ask(`${here}/state`, { to: 'verified' });
    expect((await api.call('GET', `/campaigns/${id}/invoice-preview?month=2025-02`)).body.total).toBe('0.00');
    expect((await ask(`${here}/detach`, {})).location).toBe(`${base}?done=detached`);
    expect((await ask(here)).text).toContain('Detached');
    expect((await ask(`${here}/detach`, {})).status).toBe(404);
  });

  it('erases an excerpt for an admin alone', async () => {
    const { api, id, base, ask } = await open();
    const body = {
      evidenceId: 'ev-1',
      verification: 'pending',
      createdAt: '2025-01-02T08:00:00Z',
      excerpt: 'My words',
    };
    await api.call('POST', `/campaigns/${id}/evidence`, { body });
    expect((await ask(`${base}/ev-1`)).text).not.toContain('Erase the excerpt');
    expect((await ask(`${base}/ev-1`, undefined, ADMIN)).text).toContain('Erase the excerpt');
    expect((await ask(`${base}/ev-1/erase`, {}, ADMIN)).location).toBe(`${base}/ev-1?done=erased`);
    expect((await ask(`${base}/ev-1`, undefined, ADMIN)).text).not.toContain('My words');
  });
});

describe('evidence of an evidence service', () => {
  it('shows how old it is, and stays while the service is away', async () => {
    const service = createStoredService();
    let isAway = false;
    const away = { outcome: 'unavailable', reason: 'no answer in time', retryAfter: null } as const;
    const passing: EvidenceService = {
      find: async (id) => (isAway ? away : service.find(id)),
      page: async (id, cursor) => (isAway ? away : service.page(id, cursor)),
    };
    const { api, clock, id, base, ask } = await open(passing);
    service.say('ev-1', id, { source: 'Survey', verification: 'verified' });
    expect((await ask(base)).text).toContain('The evidence service could not be read yet');
    expect((await ask(`${base}/refresh`, {})).location).toBe(`${base}?done=refreshed`);
    clock.advance(2 * 60_000);
    expect((await ask(base)).text).toMatch(/The evidence service was read 2 min ago .*Survey/);
    expect((await ask(`${base}/ev-1`)).text).toContain('it is verified and withdrawn there');

    isAway = true;
    clock.advance(40 * 60_000);
    await readDue(api.service.core, passing);
    const stale = await ask(base);
    expect(stale.text).toContain('The last try failed: no answer in time');
    expect(stale.text).toContain('Survey');
    expect((await ask(`${base}/refresh`, {})).location).toBe(base);
    expect((await ask(base, { evidenceId: 'ev-2' })).status).toBe(503);
    isAway = false;
    expect((await ask(base, { evidenceId: 'ev-2' })).text).toContain('The evidence service knows no such evidence');
  });
});

it('draws a score as a stack that ends where the score does', () => {
  const scored = {
    dimension: 'belonging',
    outcome: 0.5,
    confidence: 0.5,
    verification: 'pending',
    createdAt: 0,
  } as const;
  const score = scoreOf(scored, 0);
  const bar = score && scoreBar(score);
  expect(bar?.score).toBe('0.61');
  expect(bar?.label).toBe('Score 0.61 of 1: impact 0.10, dimension 0.26, recency 0.20, verification 0.05');
  expect(bar?.parts.map(({ from, width }) => [from, width])).toEqual([
    ['0.00%', '10.00%'],
    ['10.00%', '25.50%'],
    ['35.50%', '20.00%'],
    ['55.50%', '5.00%'],
  ]);
});
