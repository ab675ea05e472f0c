import { beforeAll, describe, expect, it } from 'vitest';
import { COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld, LEARNERS } from './world.ts';

const CREATED = '2025-01-02T08:00:00Z';

/** Evidence over the API, kept here. */
export function describeEvidence(name: string, api: TestApi): void {
  const world = createWorld(api);
  let companyId = '';
  let id = '';
  beforeAll(async () => {
    companyId = await world.company();
  });
  const path = (rest = '') => `/campaigns/${id}/evidence${rest}`;
  const attach = (evidenceId: string, over: object = {}, call: object = {}) =>
    api.call('POST', path(), {
      as: COORDINATOR,
      body: { evidenceId, verification: 'pending', createdAt: CREATED, ...over },
      ...call,
    });
  const patch = (evidenceId: string, body: object, call: object = {}) =>
    api.call('PATCH', path(`/${evidenceId}`), { as: COORDINATOR, body, ...call });
  const list = async (query = '', call: object = {}) => (await api.call('GET', path(query), call)).body;
  const idsOf = (body: { items: { evidenceId: string }[] }) => body.items.map(({ evidenceId }) => evidenceId);

  describe(`evidence over ${name}`, () => {
    beforeAll(async () => {
      id = await world.recruiting(companyId, LEARNERS);
    });

    it('is attached with all that it says, and listed with its score', async () => {
      const said = {
        ...{ dimension: 'job_readiness', outcome: 0.82, confidence: 0.9, subject: 'learner-1' },
        ...{ source: 'Interview', hash: 'sha256:9f', excerpt: 'I wrote my first letter of application' },
      };
      const made = await attach('ev-1', said);
      expect([made.status, made.headers.get('Location')]).toEqual([201, `/api/v1${path()}?evidenceId=ev-1`]);
      expect(made.body).toMatchObject({ ...said, verification: 'pending', completions: 0, asOf: null });
      expect(made.body.parts).toMatchObject({ impact: 0.738, dimension: 1, verification: 0.5 });
      const { score, parts } = made.body;
      expect(score).toBeCloseTo(0.4 * 0.738 + 0.3 + 0.2 * parts.recency + 0.05, 3);
      const found = await list('?evidenceId=ev-1', { as: SALES });
      expect(found).toMatchObject({ items: [said], nextCursor: null, asOf: null, stale: false });
      expect(idsOf(await list('?evidenceId=ev-1&verification=verified'))).toEqual([]);
    });

    it('is attached once for a key, and answered as it stands without one', async () => {
      const first = await attach('ev-key', {}, { key: 'k' });
      const again = await attach('ev-key', {}, { key: 'k' });
      expect([again.status, again.body, again.headers.get('Idempotency-Replayed')]).toEqual([201, first.body, 'true']);
      expect((await attach('ev-key', { outcome: 1 }, { key: 'k' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
      expect((await attach('ev-key')).status).toBe(200);
      const other = await attach('ev-key', { outcome: 1 });
      expect([other.status, other.body.code]).toEqual([409, 'ALREADY_EXISTS']);
    });

    it.each<[object, string, string]>([
      [{ verification: undefined }, 'verification', 'REQUIRED'],
      [{ createdAt: undefined }, 'createdAt', 'REQUIRED'],
      [{ createdAt: '2999-01-01T00:00:00Z' }, 'createdAt', 'OUT_OF_RANGE'],
      [{ outcome: 1.01 }, 'outcome', 'OUT_OF_RANGE'],
      [{ confidence: -0.1 }, 'confidence', 'OUT_OF_RANGE'],
      [{ outcome: 0.1234567 }, 'outcome', 'OUT_OF_RANGE'],
      [{ subject: 'two words' }, 'subject', 'INVALID'],
      [{ subject: 'amina@example.org' }, 'subject', 'PERSONAL_DATA'],
      [{ excerpt: 'Call me on +49 170 1234567' }, 'excerpt', 'PERSONAL_DATA'],
      [{ source: 'amina@example.org' }, 'source', 'PERSONAL_DATA'],
      [{ evidenceId: 'amina@example.org' }, 'evidenceId', 'PERSONAL_DATA'],
      [{ hash: 'amina@example.org' }, 'hash', 'INVALID'],
      [{ dimension: 'd'.repeat(51) }, 'dimension', 'TOO_BIG'],
      [{ note: 'x' }, '', 'UNKNOWN_FIELD'],
    ])('is refused with %j', async (over, where, code) => {
      const { status, body } = await attach('ev-refused', over);
      expect(status).toBe(422);
      expect(body.errors.map((error: { path: string; code: string }) => [error.path, error.code])).toContainEqual([
        where || 'note',
        code === 'UNKNOWN_FIELD' ? expect.any(String) : code,
      ]);
      expect(idsOf(await list('?evidenceId=ev-refused'))).toEqual([]);
    });

    it('is verified, corrected and withdrawn without an ETag, and its audit holds neither subject nor excerpt', async () => {
      await attach('ev-2', { subject: 'learner-2', excerpt: 'A secret word' });
      const verified = await patch('ev-2', { verification: 'verified', dimension: 'belonging', outcome: 0.5 });
      expect(verified.body).toMatchObject({ verification: 'verified', dimension: 'belonging', subject: 'learner-2' });
      expect((await patch('ev-2', { dimension: null })).body).toMatchObject({ dimension: null, outcome: 0.5 });
      expect((await patch('ev-2', { verification: 'withdrawn' })).body).toMatchObject({ score: null, parts: null });
      expect((await patch('ev-2', { outcome: 2 })).status).toBe(422);
      expect((await patch('ev-2', { subject: 'learner-3' })).status).toBe(422);
      expect((await patch('none', { verification: 'verified' })).status).toBe(404);
      const { body } = await api.call('GET', `/audit?resource=campaigns/${id}/evidence/ev-2`);
      expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
        ...Array(3).fill('evidence.update'),
        'evidence.attach',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/learner-2|secret/);
    });

    it('loses its excerpt to an admin, for good, and the audit says that, not what', async () => {
      await attach('ev-3', { excerpt: 'A secret word' });
      const erase = (call: object = {}) => api.call('DELETE', path('/ev-3/excerpt'), call);
      expect((await erase({ as: COORDINATOR })).status).toBe(403);
      expect((await erase()).status).toBe(204);
      expect((await erase()).status).toBe(404);
      expect((await list('?evidenceId=ev-3')).items[0].excerpt).toBeNull();
      const { body } = await api.call('GET', `/audit?resource=campaigns/${id}/evidence/ev-3`);
      expect(body.items[0]).toMatchObject({ action: 'evidence.erase-excerpt', changes: {} });
      expect(JSON.stringify(body)).not.toContain('secret');
    });

    it('is detached with its excerpt, and attached again without', async () => {
      await attach('ev-4', { excerpt: 'A secret word' });
      expect((await api.call('DELETE', path('/ev-4'), { as: COORDINATOR })).status).toBe(204);
      expect((await api.call('DELETE', path('/ev-4'), { as: COORDINATOR })).status).toBe(404);
      expect((await patch('ev-4', { verification: 'verified' })).status).toBe(404);
      expect(idsOf(await list('?evidenceId=ev-4'))).toEqual([]);
      const again = await attach('ev-4');
      expect([again.status, again.body.excerpt]).toEqual([201, null]);
      expect((await attach('ev-1', { subject: 'learner-9' })).body.code).toBe('ALREADY_EXISTS');
    });

    it('shows companies neither subjects nor excerpts, nor outcomes over fewer than five, nor scores that tell of them', async () => {
      await attach('ev-secret', { subject: 'learner-7', outcome: 1, confidence: 1, excerpt: 'A secret word' });
      const own = { as: ofCompany(companyId, 'company_admin') };
      const { items } = await list('?evidenceId=ev-secret', own);
      expect(items).toMatchObject([
        { subject: null, excerpt: null, outcome: null, confidence: null, reasons: { outcome: 'too_few' } },
      ]);
      expect(items[0].parts.impact).toBe(0.5);
      const { body } = await api.call('GET', path('/selection?limit=100'), own);
      const chosen = body.items.find((item: { evidenceId: string }) => item.evidenceId === 'ev-secret');
      expect(chosen).toMatchObject({ score: items[0].score, parts: items[0].parts });
      const dimensions = await api.call('GET', path('/dimensions'), own);
      expect(dimensions.body.items.every((item: { outcome: null }) => item.outcome === null)).toBe(true);
      expect(JSON.stringify([items, body, dimensions.body])).not.toMatch(/learner|secret word/);
    });

    it('is written by coordinators, and read by everybody who may know of it', async () => {
      for (const as of [SALES, ofCompany(companyId, 'company_admin'), ofCompany(companyId, 'company_user')]) {
        expect((await attach('ev-role', {}, { as })).status).toBe(403);
        expect((await patch('ev-1', { verification: 'verified' }, { as })).status).toBe(403);
        expect((await api.call('DELETE', path('/ev-1'), { as })).status).toBe(403);
        expect((await api.call('POST', path('/refresh'), { as })).status).toBe(403);
        expect((await api.call('GET', path(), { as })).status).toBe(200);
      }
      const as = ofCompany('another', 'company_admin');
      expect((await api.call('GET', path('/selection'), { as })).status).toBe(404);
      expect((await api.call('GET', path(), { as })).status).toBe(404);
    });

    it('says what it supports by dimension, beside what is reported', async () => {
      await attach('ev-5', { dimension: 'language', outcome: 0.6 });
      await attach('ev-6', { dimension: 'language', outcome: 0.7 });
      const cohort = { name: 'Cohort', status: 'active', enrolledBeneficiaries: 9 };
      const outcomeScores = { language: 0.66, integration: 0.4 };
      await api.call('POST', `/campaigns/${id}/instances`, { body: { ...cohort, outcomeScores } });
      const { body } = await api.call('GET', path('/dimensions'));
      expect(body.items).toContainEqual({
        ...{ dimension: 'language', pending: 2, verified: 0, withdrawn: 0, outcome: 0.65, reported: 0.66 },
        reasons: { outcome: null, reported: null },
      });
      expect(body.items).toContainEqual({
        ...{ dimension: 'integration', pending: 0, verified: 0, withdrawn: 0, outcome: null, reported: 0.4 },
        reasons: { outcome: 'not_reported', reported: null },
      });
      expect(idsOf(await list('?dimension=language')).toSorted()).toEqual(['ev-5', 'ev-6']);
      expect(idsOf(await list('?dimension=none'))).toContain('ev-4');
      expect((await api.call('GET', path('?mood=good'))).status).toBe(400);
    });

    it('has nothing to refresh where no evidence service is set', async () => {
      const { status, body } = await api.call('POST', path('/refresh'), { as: COORDINATOR });
      expect([status, body.asOf, body.added]).toEqual([200, null, 0]);
    });
  });

  describe(`the selection over ${name}`, () => {
    it('holds at most a third of its limit of a dimension, then fills up', async () => {
      id = await world.recruiting(companyId, LEARNERS);
      for (let at = 1; at <= 5; at++) await attach(`job-${at}`, { dimension: 'job_readiness', outcome: 1 - at / 10 });
      await attach('bel-1', { dimension: 'belonging', outcome: 0.1 });
      await attach('gone', { outcome: 1, verification: 'withdrawn' });
      const { body } = await api.call('GET', path('/selection?limit=4'));
      expect(idsOf(body)).toEqual(['job-1', 'job-2', 'job-3', 'bel-1']);
      expect(body.byDimension).toEqual({ job_readiness: 3, belonging: 1 });
      const scores = body.items.map(({ score }: { score: number }) => score);
      expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
      expect(idsOf((await api.call('GET', path('/selection'))).body)).toHaveLength(6);
      expect((await api.call('GET', path('/selection?limit=0'))).status).toBe(400);
    });
  });

  describe(`the state of the campaign over ${name}`, () => {
    it('lets evidence in from recruiting to completed, and none before or after', async () => {
      id = await world.draft(companyId, LEARNERS);
      const refused = async () => {
        const { status, body } = await attach('ev-1');
        return [status, body.code];
      };
      expect(await refused()).toEqual([409, 'CAMPAIGN_NOT_OPEN']);
      await world.transition(id, 'planned');
      expect(await refused()).toEqual([409, 'CAMPAIGN_NOT_OPEN']);
      await world.transition(id, 'recruiting');
      expect((await attach('ev-1', { excerpt: 'A word' })).status).toBe(201);
      await world.transition(id, 'closed');
      expect(await refused()).toEqual([409, 'CAMPAIGN_NOT_OPEN']);
      expect((await patch('ev-1', { verification: 'withdrawn' })).body.code).toBe('CAMPAIGN_NOT_OPEN');
      expect((await api.call('DELETE', path('/ev-1'))).body.code).toBe('CAMPAIGN_NOT_OPEN');
      expect((await api.call('POST', path('/refresh'))).body.code).toBe('CAMPAIGN_NOT_OPEN');
      expect(idsOf(await list())).toEqual(['ev-1']);
      expect((await api.call('DELETE', path('/ev-1/excerpt'))).status).toBe(204);
    });
  });
}
