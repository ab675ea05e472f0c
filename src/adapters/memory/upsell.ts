import { SYSTEM } from '../../core/domain/access/actor.ts';
import { ASKERS_MAX } from '../../core/domain/upsell/demand.ts';
import type { Opportunity } from '../../core/domain/upsell/opportunity.ts';
import type { UpsellDemand } from '../../ports/upsell-demand.ts';
import type {
  OpportunityFilter,
  OpportunitySort,
  OpportunityTotal,
  UpsellRepository,
} from '../../ports/upsell-repository.ts';
import type { MemoryDocumentChanges } from './document-changes.ts';
import { by, pageOf, type SortKey, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryUpsell(tables: Tables): UpsellRepository {
  const fitting = (filter: OpportunityFilter) => [...tables.opportunities.values()].filter((one) => fits(one, filter));
  const byId = by<Opportunity>('id', ({ id }) => id);

  return {
    score: async (campaignId) => tables.upsellScores.get(campaignId) ?? null,
    async scoresOf(companyId) {
      const own = [...tables.upsellScores.values()].filter((score) => score.companyId === companyId);
      return own.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
    find: async (id) => tables.opportunities.get(id) ?? null,
    async ofCampaign(campaignId) {
      const own = [...tables.opportunities.values()].filter((one) => one.campaignId === campaignId);
      return sortedBy(own, [by<Opportunity>('openedAt', (one) => one.openedAt, 'asc', 'number'), byId]);
    },
    async list(query) {
      const sort = query.sort?.length ? query.sort : [{ field: 'score', direction: 'desc' } as const];
      const keys = sort.map(({ field, direction }) => ({ ...SORT_KEYS[field], direction }));
      return pageOf(fitting(query), [...keys, { ...byId, direction: keys.at(-1)?.direction ?? 'asc' }], query);
    },
    async totals(filter) {
      const sums = new Map<string, OpportunityTotal>();
      for (const { state, outcome, scored } of fitting(filter)) {
        const { currency } = scored;
        const key = `${state}/${currency}`;
        const before = sums.get(key) ?? { state, currency, count: 0, amount: 0 };
        const amount = outcome?.kind === 'won' ? outcome.value : (scored.estimate ?? 0);
        sums.set(key, { ...before, count: before.count + 1, amount: before.amount + amount });
      }
      return [...sums.values()];
    },
    async *all(filter) {
      yield* sortedBy(fitting(filter), [byId]);
    },
  };
}

const SORT_KEYS: Record<OpportunitySort, SortKey<Opportunity>> = {
  score: by('score', ({ scored }) => scored.score, 'asc', 'number'),
  dueOn: by('dueOn', ({ dueOn }) => dueOn),
  openedAt: by('openedAt', ({ openedAt }) => openedAt, 'asc', 'number'),
  updatedAt: by('updatedAt', ({ updatedAt }) => updatedAt, 'asc', 'number'),
};

function fits(one: Opportunity, { companyId, type, minScore, state, owner, withdrawn }: OpportunityFilter): boolean {
  return (
    (companyId === undefined || one.companyId === companyId) &&
    (type === undefined || one.type === type) &&
    (minScore === undefined || one.scored.score >= minScore) &&
    (state === undefined || one.state === state) &&
    (owner === undefined || one.owner === owner) &&
    (withdrawn === undefined || one.outcome?.by !== SYSTEM.id)
  );
}

export function createMemoryUpsellDemand(changes: Pick<MemoryDocumentChanges, 'tell'>): UpsellDemand {
  const askers = new Map<string, { who: Set<string>; firstAt: number; lastAt: number }>();
  return {
    note({ campaignId, asker, at }) {
      const record = askers.get(campaignId) ?? { who: new Set(), firstAt: at, lastAt: at };
      if (record.who.size < ASKERS_MAX) record.who.add(asker);
      askers.set(campaignId, {
        who: record.who,
        firstAt: Math.min(at, record.firstAt),
        lastAt: Math.max(at, record.lastAt),
      });
      changes.tell({ collection: 'upsellDemand', id: campaignId });
    },
    settled: async () => {},
    async of(campaignId) {
      const record = askers.get(campaignId);
      return record ? { asked: record.who.size, firstAt: record.firstAt, lastAt: record.lastAt } : null;
    },
    async forget(campaignId, until) {
      const record = askers.get(campaignId);
      if (record && record.lastAt <= until) askers.delete(campaignId);
    },
  };
}
