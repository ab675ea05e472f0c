import type { Db, Document, Filter } from 'mongodb';
import { SYSTEM } from '../../core/domain/access/actor.ts';
import type { Opportunity, OpportunityState } from '../../core/domain/upsell/opportunity.ts';
import type { UpsellScore } from '../../core/domain/upsell/upsell-score.ts';
import type { OpportunityFilter, OpportunitySort, UpsellRepository } from '../../ports/upsell-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { type Direction, key, nullsLast, pageOf, type SortKey } from './list.ts';
import { between } from './query.ts';

export function createMongoUpsell(db: Db): UpsellRepository {
  const scores = documentsOf(db, 'upsellScores');
  const opportunities = documentsOf(db, 'opportunities');

  return {
    score: async (campaignId) => orNull<UpsellScore>(await scores.findOne({ _id: campaignId })),
    async scoresOf(companyId) {
      const found = await scores.find({ companyId }).sort({ score: -1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<UpsellScore>(stored));
    },
    find: async (id) => orNull<Opportunity>(await opportunities.findOne({ _id: id })),
    async ofCampaign(campaignId) {
      const found = await opportunities.find({ campaignId }).sort({ openedAt: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<Opportunity>(stored));
    },
    async list(query) {
      const sort = query.sort?.length ? query.sort : [{ field: 'score', direction: 'desc' } as const];
      const keys = sort.map(({ field, direction }) => sortKey(field, direction));
      const last = sort.at(-1)?.direction ?? 'asc';
      const page = await pageOf(opportunities, filterOf(query), [...keys, key('_id', 'string', last)], query);
      return { ...page, items: page.items.map((stored) => fromStored<Opportunity>(stored)) };
    },
    async totals(filter) {
      const amount = { $ifNull: ['$outcome.value', { $ifNull: ['$scored.estimate', 0] }] };
      const groups = await opportunities
        .aggregate<{ _id: { state: OpportunityState; currency: string }; count: number; amount: number }>([
          { $match: filterOf(filter) },
          {
            $group: {
              _id: { state: '$state', currency: '$scored.currency' },
              count: { $sum: 1 },
              amount: { $sum: amount },
            },
          },
        ])
        .toArray();
      return groups.map(({ _id, count, amount: sum }) => ({ ..._id, count, amount: sum }));
    },
    async *all(filter) {
      const cursor = documentsOf(db, 'opportunities')
        .find(filterOf(filter) as object)
        .sort({ _id: 1 });
      for await (const stored of cursor) yield fromStored<Opportunity>(stored);
    },
  };
}

function sortKey(field: OpportunitySort, direction: Direction): SortKey {
  if (field === 'dueOn') return nullsLast('derived.dueOn', 'string', direction);
  return key(field === 'score' ? 'scored.score' : field, 'number', direction);
}

/** Values go behind `$eq`, null included: it stands for those that nobody has taken. */
function filterOf({ companyId, type, state, owner, minScore, withdrawn }: OpportunityFilter): Filter<Document> {
  const given = Object.entries({ companyId, type, state, owner }).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given.map(([field, value]) => [field, { $eq: value }])),
    ...between('scored.score', minScore, undefined),
    ...(withdrawn === false && { 'outcome.by': { $ne: SYSTEM.id } }),
  };
}
