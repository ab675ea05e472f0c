import { beforeAll, describe, expect, it } from 'vitest';
import { estimateForm } from '../../src/adapters/http/pages/view/impact-form.ts';
import { outcomeBar, outcomesFinding } from '../../src/adapters/http/pages/view/impact-page.ts';
import { seriesChart } from '../../src/adapters/http/pages/view/impact-series.ts';
import { lineCharts } from '../../src/adapters/http/pages/view/line-chart.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { DAY } from '../../src/core/domain/shared/time.ts';
import { T0 } from '../contract/documents.ts';
import { ADMIN, createTestApi, ofCompany } from '../http/support.ts';
import { createWorld } from '../http/world.ts';

const points = (...values: (number | null)[]) => values.map((value, index) => ({ at: T0 + index * DAY, value }));

describe('a line over time', () => {
  const paths = (...values: (number | null)[]) => {
    const at = { from: T0, to: T0 + 9 * DAY, now: null, timeZone: 'UTC', yTitle: '', yText: String };
    return lineCharts({ ...at, lines: [{ tone: 'series', points: points(...values) }] }).wide.lines[0];
  };

  it('stops at what is not known and goes on behind it, never through 0', () => {
    const line = paths(1, 2, null, 3, 4);
    expect(line?.path.match(/M/g)).toHaveLength(2);
    expect(line?.dots).toEqual([]);
  });

  it('shows a value between two gaps as a dot', () => {
    expect(paths(1, 2, null, 3, null, 4)?.dots).toHaveLength(2);
  });
});

describe('the sentence of a series', () => {
  const of = (...values: (number | null)[]) =>
    seriesChart({ metric: 'sroi', period: '90d', currency: 'EUR', points: points(...values) }, T0, T0 + 9 * DAY, 'UTC');

  it.each([
    [[3.9, null, 4.2], 'SROI rose from 3.9 to 4.2 since 1 Jan 2026'],
    [[null, 4.2, 4], 'SROI fell from 4.2 to 4 since 2 Jan 2026'],
    [[4, null, 4], 'SROI unchanged at 4 since 1 Jan 2026'],
    [[null, 4], 'SROI 4 now, with nothing earlier to compare'],
    [[null, null], 'SROI: nothing is known of this time'],
  ])('of %j says "%s"', (values, finding) => {
    expect(of(...values).finding).toBe(finding);
  });

  it('keeps what is not known in the table behind it, and draws nothing of nothing', () => {
    expect(of(3.9, null).rows.map(({ value }) => value)).toEqual(['Not known', '3.9']);
    expect(of(null).wide).toBeNull();
  });
});

describe('the form of an estimate', () => {
  const now = Date.UTC(2026, 5, 15, 12);
  const read = (query: Record<string, string>) => estimateForm(query, 'Europe/Berlin', now);

  it('reads one share, or two, in percent', () => {
    expect(read({ deadweight: '10–30', dropOff: ' 12.5 % ', proxyDoubt: '' }).input).toMatchObject({
      reductions: { deadweight: { low: 0.1, high: 0.3 }, dropOff: { low: 0.125, high: 0.125 } },
      proxyDoubt: 0,
    });
  });

  it('lets each proxy be off by a fifth until somebody says otherwise', () => {
    expect(read({ metric: 'hours' }).input).toMatchObject({ reductions: {}, proxyDoubt: 0.2 });
  });

  it('is as of the end of a day that is over', () => {
    expect(read({ asOf: '2026-06-14' }).input.asOf).toBe(Date.UTC(2026, 5, 14, 22) - 1);
  });

  it.each([
    { deadweight: 'much' },
    { deadweight: '30-10' },
    { attribution: '101' },
    { proxyDoubt: '10-20' },
    { proxyDoubt: '100' },
    { asOf: '2026-06-15' },
    { asOf: '2026-02-30' },
  ])('refuses %j by its field', (query) => {
    expect(read(query).error?.issues.map(({ path }) => path)).toEqual(Object.keys(query));
  });
});

it('outcomes say which is strongest, and that others are withheld', () => {
  const shown = outcomeBar('job_readiness', { value: 0.72, reason: null }, '');
  const hidden = outcomeBar('language', { value: null, reason: 'too_few' }, '');
  expect(outcomesFinding([shown, outcomeBar('well_being', { value: 0.5, reason: null }, ''), hidden])).toBe(
    'Strongest in job readiness (0.72), weakest in well being (0.50)',
  );
  expect([outcomesFinding([hidden]), outcomesFinding([])]).toEqual([
    'Outcomes are withheld',
    'No outcome is reported yet',
  ]);
  expect(hidden).toMatchObject({ done: null, note: 'Withheld: it is over fewer than 5 people' });
});

describe('the pages of impact', () => {
  const api = createTestApi(undefined, { cacheViews: false });
  const world = createWorld(api);
  let companyId = '';
  let id = '';
  beforeAll(async () => {
    companyId = await world.company();
    id = await world.recruiting(companyId);
    const cohort = { enrolledBeneficiaries: 4, sroi: 4.25, outcomeScores: { language: 0.8 }, hoursLogged: 10 };
    await api.call('POST', `/campaigns/${id}/instances`, { body: { name: '=Cohort', status: 'active', ...cohort } });
    await api.call('POST', `/campaigns/${id}/snapshots`);
  });
  async function get(path: string, as: Actor = ADMIN) {
    const answer = await api.service.app.request(path, {
      headers: { Cookie: `__Host-session=${await api.tokenOf(as)}` },
    });
    return { status: answer.status, type: answer.headers.get('Content-Type'), text: await answer.text() };
  }

  it('show staff what a company may not see of few people, in page and file', async () => {
    const own = ofCompany(companyId, 'company_user');
    const [staff, company] = [await get(`/campaigns/${id}/impact`), await get(`/campaigns/${id}/impact`, own)];
    expect(staff.text).toContain('4.25');
    expect(staff.text).not.toContain('Withheld');
    expect(company.status).toBe(200);
    expect(company.text).not.toContain('4.25');
    expect(company.text).toContain('Withheld: it is over fewer than 5 people');
    const [file, ownFile] = [await get(`/campaigns/${id}/impact.csv`), await get(`/campaigns/${id}/impact.csv`, own)];
    expect(file.type).toContain('text/csv');
    expect(file.text.split('\r\n')[1]).toContain(',scheduled,4.25,,');
    expect(ownFile.text.split('\r\n')[1]).toContain(',scheduled,,,');
  });

  it('keep what was typed and say by the field what is wrong with it', async () => {
    const { status, text } = await get(`/campaigns/${id}/impact?deadweight=much&dropOff=20`);
    expect(status).toBe(422);
    expect(text).toContain('value="much"');
    expect(text).toContain('A percentage, or two as 10–30');
  });

  it('let those who run programs take a snapshot, and fill in past days that have none', async () => {
    const offered = async (as: Actor) => (await get(`/campaigns/${id}/impact`, as)).text.includes('Take a snapshot');
    expect([await offered(ADMIN), await offered(ofCompany(companyId, 'company_admin'))]).toEqual([true, false]);
    const post = async (path: string, as: Actor) => {
      const headers = { Cookie: `__Host-session=${await api.tokenOf(as)}`, Origin: 'http://localhost' };
      const body = new URLSearchParams({ key: crypto.randomUUID() });
      const answer = await api.service.app.request(`/campaigns/${id}/${path}`, { method: 'POST', headers, body });
      return [answer.status, answer.headers.get('Location')];
    };
    expect(await post('snapshots', ADMIN)).toEqual([303, `/campaigns/${id}/impact?done=snapshot`]);
    expect(await post('snapshots/backfill', ADMIN)).toEqual([303, `/campaigns/${id}/impact?done=nothing`]);
    expect(await post('snapshots/backfill', ofCompany(companyId, 'company_admin'))).toEqual([403, null]);
    expect((await get(`/campaigns/${id}/impact?done=snapshot`)).text).toContain('The snapshot of this hour stands.');
  });

  it('of a company are its own and the staff’s', async () => {
    const path = `/companies/${companyId}/dashboard`;
    expect((await get(path)).text).toContain('What Rheintal Maschinenbau gets for its money');
    const own = await get(path, ofCompany(companyId, 'company_admin'));
    expect([own.status, own.text.includes('What you get for your money'), own.text.includes(`href="${path}"`)]).toEqual(
      [200, true, true],
    );
    expect((await get(path, ofCompany('another', 'company_admin'))).status).toBe(404);
    expect((await get(`${path}.csv`, ofCompany('another', 'company_admin'))).status).toBe(404);
    expect((await get(`${path}.csv`)).text).toContain('Mentors, Berlin');
    expect((await get('/companies/none/dashboard')).status).toBe(404);
  });
});
