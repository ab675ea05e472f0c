import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../src/core/domain/shared/time.ts';
import { createActivityWorld } from './activity-world.ts';
import { COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { CREDITS, SEATS } from './world.ts';

/** Activities over the API. */
export function describeActivities(name: string, api: TestApi): void {
  const world = createActivityWorld(api);
  const { item, post, review, read, consumed, ledger } = world;

  describe(`activities over ${name}`, () => {
    let companyId = '';
    let credits = '';
    beforeAll(async () => {
      companyId = await world.company();
      credits = await world.active(companyId);
    });

    it('are linked and debited at the campaign’s rate, in order, and one bad item does not stop the rest', async () => {
      const before = await consumed(credits);
      const good = item(companyId, { hours: 0.0002 });
      const items = [
        good,
        { ...item(companyId), occurredAt: undefined },
        { ...item(companyId), hours: -1 },
        { ...good, hours: 3 },
        { ...good },
        item('no-company'),
        item(companyId, { kind: 'match', hours: null }),
        item(companyId, { occurredAt: '2020-01-01T12:00:00Z' }),
        'nonsense',
        { ...item(companyId), extra: true },
      ];
      const { status, body } = await post(items);
      expect(status).toBe(200);
      expect(
        body.results.map(
          ({ decision, problem }: { decision: string; problem: { code: string } }) => decision ?? problem.code,
        ),
      ).toEqual([
        'linked',
        'INVALID',
        'INVALID_QUANTITY',
        'ALREADY_EXISTS',
        'linked',
        'UNKNOWN_REFERENCE',
        'linked',
        'unmatched',
        'INVALID',
        'INVALID',
      ]);
      expect(body.results[0]).toMatchObject({ id: good.id, campaignId: credits, confidence: 80 });
      expect(body.results[0].instanceId).not.toBeNull();
      expect(body.results[4]).toEqual(body.results[0]);
      expect(body.results[5].problem.errors).toMatchObject([{ path: 'companyId' }]);
      expect(await consumed(credits)).toBe(before + 0.0003);
      const activity = await read(good.id);
      expect(activity).toMatchObject({ state: 'linked', hours: 0.0002, debit: { state: 'done', quantity: 0.0003 } });
      const [entry] = await ledger(credits, 'consume');
      expect(entry).toMatchObject({ id: activity.debit.entryId, subject: null, idempotencyKey: null });
    });

    it('are taken once: the same content gets the same answer and no second debit', async () => {
      const items = [item(companyId), item(companyId, { hours: null })];
      const first = await post(items);
      const before = await consumed(credits);
      expect((await post(items.toReversed())).body.results).toEqual(first.body.results.toReversed());
      expect(await consumed(credits)).toBe(before);
      const keyed = [item(companyId)];
      const answer = await post(keyed, { key: 'batch-1' });
      const again = await post(keyed, { key: 'batch-1' });
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(again.body).toEqual(answer.body);
      expect((await post([item(companyId)], { key: 'batch-1' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    it('keep the first answer for repeats when people have decided otherwise', async () => {
      const one = item(companyId);
      const first = await post([one]);
      await review(one.id, { decision: 'reject' });
      expect((await post([one])).body.results).toEqual(first.body.results);
      expect(await read(one.id)).toMatchObject({ state: 'rejected', campaignId: null });
    });

    it('are listed newest first by state, company and campaign, page after page', async () => {
      const own = await world.company();
      const campaign = await world.active(own, SEATS);
      const at = (ago: number) => new Date(Date.now() - DAY - ago).toISOString();
      const past = [3, 2, 1].map((ago) => item(own, { occurredAt: at(ago) }));
      await post(past);
      const first = await api.call('GET', `/activities?campaignId=${campaign}&state=linked&limit=2`);
      expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([past[2]?.id, past[1]?.id]);
      const next = await api.call(
        'GET',
        `/activities?campaignId=${campaign}&state=linked&limit=2&cursor=${first.body.nextCursor}`,
      );
      expect(next.body).toMatchObject({ items: [{ id: past[0]?.id, debit: null }], nextCursor: null });
      expect((await api.call('GET', `/activities?companyId=${own}&state=review`)).body.items).toEqual([]);
      expect((await api.call('GET', '/activities?kind=session')).status).toBe(400);
      expect((await api.call('GET', '/activities?cursor=forged')).body.code).toBe('INVALID_CURSOR');
      expect((await api.call('GET', '/activities/none')).status).toBe(404);
    });

    it('are the coordinators’ to write; a company sees its own, without subjects and without who wrote them', async () => {
      const one = item(companyId);
      for (const as of [SALES, ofCompany(companyId, 'company_admin'), ofCompany(companyId, 'company_user')]) {
        expect((await post([one], { as })).status).toBe(403);
        expect((await review(one.id, { decision: 'accept' }, { as })).status).toBe(403);
      }
      expect((await post([one], { as: null })).status).toBe(401);
      await post([one]);
      expect((await api.call('GET', `/activities/${one.id}`, { as: SALES })).body.subject).toBe(one.subject);
      const own = ofCompany(companyId, 'company_user');
      const seen = await api.call('GET', `/activities/${one.id}`, { as: own });
      expect(seen.body).toMatchObject({ id: one.id, subject: null, recordedBy: null, hours: 2 });
      const listed = await api.call('GET', '/activities', { as: own });
      expect(listed.body.items.length).toBeGreaterThan(0);
      for (const activity of listed.body.items) expect(activity).toMatchObject({ companyId, subject: null });
      const foreign = ofCompany(await world.company(), 'company_admin');
      expect((await api.call('GET', `/activities/${one.id}`, { as: foreign })).status).toBe(404);
      expect((await api.call('GET', `/activities?companyId=${companyId}`, { as: foreign })).body.items).toEqual([]);
    });

    it('are counted in the audit, without a subject', async () => {
      const one = item(companyId);
      await post([one]);
      await review(one.id, { decision: 'reject' });
      const batch = await api.call('GET', '/audit?resource=activities');
      expect(batch.body.items[0]).toMatchObject({ action: 'activity.record', actor: COORDINATOR.id });
      const own = await api.call('GET', `/audit?resource=activities/${one.id}`);
      expect(own.body.items).toMatchObject([{ action: 'activity.reject', fromVersion: 1, toVersion: 2 }]);
      expect(JSON.stringify(own.body) + JSON.stringify(batch.body.items[0])).not.toContain(one.subject);
    });

    it('says what is wrong with the whole request', async () => {
      expect((await post([])).status).toBe(422);
      expect((await post(Array.from({ length: 501 }, () => item(companyId)))).status).toBe(422);
      expect((await api.call('POST', '/activities', { body: { items: [item(companyId)], more: 1 } })).status).toBe(422);
    });
  });

  describe(`reviews over ${name}`, () => {
    let companyId = '';
    let first = '';
    let second = '';
    beforeAll(async () => {
      companyId = await world.company();
      first = await world.active(companyId, CREDITS, 'First');
      second = await world.active(companyId, CREDITS, 'Second');
    });
    const held = async (over: object = {}) => {
      const one = item(companyId, over);
      const { body } = await post([one]);
      return { id: one.id, campaignId: body.results[0].campaignId, reasons: body.results[0].reasons };
    };
    const other = (id: string) => (id === first ? second : first);

    it('let a debit go that a tie-break held, whose reasons name the other campaign', async () => {
      const { id, campaignId, reasons } = await held();
      const before = await consumed(campaignId);
      expect(reasons.at(-1)).toContain(campaignId === first ? '“Second” has 80 as well' : '“First” has 80 as well');
      const waiting = await api.call('GET', `/activities?attention=review&companyId=${companyId}`);
      expect(waiting.body.items).toMatchObject([{ id, state: 'linked', debit: { state: 'held', quantity: null } }]);
      const accepted = await review(id, { decision: 'accept' }, { key: 'accept-1', ifMatch: 1 });
      expect(accepted.status).toBe(200);
      expect(accepted.body).toMatchObject({ attention: null, version: 2, debit: { state: 'done', quantity: 2.5 } });
      expect(accepted.headers.get('ETag')).toBe('"2"');
      const again = await review(id, { decision: 'accept' }, { key: 'accept-1', ifMatch: 1 });
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(await consumed(campaignId)).toBe(before + 2.5);
      expect((await review(id, { decision: 'accept' })).body.code).toBe('ACTION_ENDED');
    });

    it('move a debit: one entry reverses the old one, another stands in the new campaign, there and back', async () => {
      const { id, campaignId } = await held();
      await review(id, { decision: 'accept' });
      const standing = (await read(id)).debit.entryId;
      const [here, there] = [await consumed(campaignId), await consumed(other(campaignId))];
      const moved = await review(id, { decision: 'move', campaignId: other(campaignId) });
      expect(moved.body).toMatchObject({ campaignId: other(campaignId), confidence: null, debit: { state: 'done' } });
      expect([await consumed(campaignId), await consumed(other(campaignId))]).toEqual([here - 2.5, there + 2.5]);
      const [reversal] = await ledger(campaignId, 'reverse');
      expect(reversal).toMatchObject({ relatesTo: standing, quantity: 2.5 });
      await review(id, { decision: 'move', campaignId });
      expect([await consumed(campaignId), await consumed(other(campaignId))]).toEqual([here, there]);
      const rejected = await review(id, { decision: 'reject' });
      expect(rejected.body).toMatchObject({ state: 'rejected', campaignId: null, debit: null });
      expect(await consumed(campaignId)).toBe(here - 2.5);
    });

    it('go by the version that was read, and only to a campaign that may take it', async () => {
      const { id, campaignId } = await held();
      expect((await review(id, { decision: 'accept' }, { ifMatch: 7 })).status).toBe(412);
      expect((await review(id, { decision: 'move', campaignId: 'nowhere' })).body.code).toBe('UNKNOWN_REFERENCE');
      expect((await review(id, { decision: 'move' })).status).toBe(422);
      expect((await review(id, { decision: 'perhaps' })).status).toBe(422);
      expect((await review(id, { decision: 'move', campaignId })).body.code).toBe('CONFLICT');
      expect((await review('none', { decision: 'accept' })).status).toBe(404);
      await review(id, { decision: 'reject' });
    });

    it('leave the debit to people where the campaign is full, and try it again once there is room', async () => {
      const own = await world.company();
      const small = await world.active(own, { ...CREDITS, creditAllocation: 2 });
      const [fits, over] = [item(own, { hours: 1 }), item(own, { hours: 1 })];
      await post([fits, over]);
      expect(await read(over.id)).toMatchObject({
        state: 'linked',
        attention: 'refused',
        debit: { state: 'refused', refusal: { code: 'CAPACITY_EXCEEDED' } },
      });
      const waiting = await api.call('GET', `/activities?attention=refused&companyId=${own}`);
      expect(waiting.body.items).toMatchObject([{ id: over.id }]);
      expect((await review(over.id, { decision: 'accept' })).body.debit.state).toBe('refused');
      await api.call('POST', `/campaigns/${small}/grants`, { body: { quantity: 10 } });
      expect((await review(over.id, { decision: 'accept' })).body).toMatchObject({
        attention: null,
        debit: { state: 'done', quantity: 1.25 },
      });
      expect(await consumed(small)).toBe(2.5);
    });

    it('leave the debit to people where the campaign is paused', async () => {
      const own = await world.company();
      const paused = await world.active(own, CREDITS);
      await world.transition(paused, 'paused');
      const one = item(own, { tags: [] });
      expect((await post([one])).body.results[0]).toMatchObject({ decision: 'review', confidence: 70 });
      expect((await review(one.id, { decision: 'accept' })).body.debit).toMatchObject({
        state: 'refused',
        refusal: { code: 'CAMPAIGN_NOT_OPEN' },
      });
      await world.transition(paused, 'active');
      expect((await review(one.id, { decision: 'accept' })).body.debit.state).toBe('done');
    });

    it('try a campaign’s refused debits again at once, as far as they fit', async () => {
      const own = await world.company();
      const small = await world.active(own, { ...CREDITS, creditAllocation: 1 });
      const retry = (call = {}) =>
        api.call('POST', `/campaigns/${small}/activity-debits/retry`, { as: COORDINATOR, ...call });
      await post(Array.from({ length: 4 }, () => item(own, { hours: 1 })));
      expect((await retry()).body).toEqual({ tried: 4 });
      await api.call('POST', `/campaigns/${small}/grants`, { body: { quantity: 3 } });
      const first = await retry({ key: 'retry-1' });
      expect(first.body).toEqual({ tried: 4 });
      const left = await api.call('GET', `/activities?campaignId=${small}&attention=refused`);
      expect(left.body.items).toHaveLength(1);
      expect(await consumed(small)).toBe(3.75);
      const again = await retry({ key: 'retry-1' });
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(again.body).toEqual(first.body);
      await world.transition(small, 'paused');
      expect((await retry()).body.code).toBe('CAMPAIGN_NOT_OPEN');
      expect((await retry({ as: ofCompany(own, 'company_admin') })).status).toBe(403);
      expect((await api.call('POST', '/campaigns/none/activity-debits/retry')).status).toBe(404);
    });

    it('show a debit that people reversed by hand', async () => {
      const { id, campaignId } = await held();
      await review(id, { decision: 'accept' });
      const { entryId } = (await read(id)).debit;
      await api.call('POST', `/campaigns/${campaignId}/ledger/${entryId}/reversal`, { body: { reason: 'Twice' } });
      expect((await read(id)).debit).toMatchObject({ state: 'returned', quantity: 0 });
      const before = await consumed(campaignId);
      expect((await review(id, { decision: 'reject' })).body.state).toBe('rejected');
      expect(await consumed(campaignId)).toBe(before);
    });
  });
}
