import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/core/domain/evidence/evidence.ts';
import { insert, replace, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function someEvidence(evidenceId: string, over: Partial<Evidence> = {}): Evidence {
  return {
    id: `campaign/${evidenceId}`,
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    evidenceId,
    dimension: null,
    outcome: null,
    confidence: null,
    verification: 'pending',
    createdAt: T0,
    subject: null,
    source: null,
    hash: null,
    excerptId: null,
    origin: 'here',
    asOf: null,
    attachedAt: T0,
    detachedAt: null,
    completions: [],
    history: [{ at: T0, actor: 'somebody', what: 'attached' }],
    ...over,
  };
}

export function evidenceContract(name: string, stores: () => Stores): void {
  describe(`evidence ${name}`, () => {
    const keep = (...evidence: Evidence[]) =>
      stores().one.transactions.commit(evidence.map((each) => insert('evidence', each)));

    test('comes newest first, page after page, a campaign’s own only, without what was detached', async () => {
      const kept = ['a', 'b', 'c', 'd', 'e'].map((id, index) => someEvidence(id, { createdAt: T0 + (index >> 1) }));
      const elsewhere = someEvidence('x', { id: 'other/x', campaignId: 'other' });
      await keep(...kept, elsewhere, someEvidence('f', { detachedAt: T0 }));
      const { other } = stores();
      const pages = await allPages((cursor) => other.evidence.list({ campaignId: 'campaign', limit: 2, cursor }));
      expect(pages.map((page) => page.map(({ evidenceId }) => evidenceId))).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
      expect(pages[2]?.[0]).toEqual(kept[0]);
      expect((await other.evidence.ofCampaign('campaign')).map(({ evidenceId }) => evidenceId)).toEqual([...'edcba']);
    });

    test('is found by what is asked for, also for being about no dimension', async () => {
      await keep(
        someEvidence('a', { dimension: 'belonging' }),
        someEvidence('b', { verification: 'withdrawn' }),
        someEvidence('c', { dimension: 'belonging', verification: 'verified' }),
      );
      const found = async (query: object) => {
        const { items } = await stores().other.evidence.list({
          campaignId: 'campaign',
          limit: 10,
          cursor: null,
          ...query,
        });
        return items.map(({ evidenceId }) => evidenceId).toSorted();
      };
      expect(await found({ dimension: 'belonging' })).toEqual(['a', 'c']);
      expect(await found({ dimension: null })).toEqual(['b']);
      expect(await found({ dimension: 'belonging', verification: 'verified' })).toEqual(['c']);
      expect(await found({ evidenceId: 'b' })).toEqual(['b']);
      expect(await found({ evidenceId: 'none' })).toEqual([]);
    });

    test('is found by its ids, also once it was detached, each once', async () => {
      await keep(someEvidence('a'), someEvidence('b', { detachedAt: T0 }));
      const ids = ['campaign/a', 'campaign/a', 'campaign/b', 'campaign/none'];
      const found = await stores().other.evidence.byIds(ids);
      expect(found.map(({ evidenceId }) => evidenceId).toSorted()).toEqual(['a', 'b']);
      expect(await stores().other.evidence.byIds([])).toEqual([]);
    });

    test('about a learner is there as it was written last, or not at all', async () => {
      const { one, other } = stores();
      const learner = { id: 'campaign/learner', version: 1, campaignId: 'campaign', evidenceIds: ['a'] };
      expect(await one.evidence.findLearner(learner.id)).toBeNull();
      await one.transactions.commit([insert('learnerEvidence', learner)]);
      await one.transactions.commit([replace('learnerEvidence', { ...learner, evidenceIds: ['a', 'b'] })]);
      expect(await other.evidence.findLearner(learner.id)).toEqual({ ...learner, version: 2, evidenceIds: ['a', 'b'] });
    });

    test('is read again by when it is due, the longest due first', async () => {
      const { one, other } = stores();
      const reading = (id: string, nextDueAt: number) => ({
        ...{ id, version: 1, readAt: T0, failures: 0, problem: null },
        nextDueAt,
      });
      const readings = [reading('b', T0 + 2), reading('a', T0 + 2), reading('c', T0 + 1), reading('d', T0 + 3)];
      await one.transactions.commit(readings.map((each) => insert('evidenceReadings', each)));
      const due = await other.evidence.dueReadings(T0 + 2, 10);
      expect(due.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
      expect((await other.evidence.dueReadings(T0 + 2, 1)).map(({ id }) => id)).toEqual(['c']);
      expect(await other.evidence.findReading('d')).toEqual(readings[3]);
      expect(await other.evidence.findReading('e')).toBeNull();
    });
  });
}
