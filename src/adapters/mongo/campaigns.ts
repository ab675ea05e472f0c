import type { Db } from 'mongodb';
import type { Campaign } from '../../core/domain/campaign/campaign.ts';
import type { TransitionRecord } from '../../core/domain/lifecycle/history.ts';
import type { Instance } from '../../core/domain/lifecycle/instance.ts';
import type { Sort } from '../../core/domain/shared/page.ts';
import type { TermsVersion } from '../../core/domain/terms/terms.ts';
import type { CampaignQuery, CampaignRepository, CampaignSort } from '../../ports/campaign-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { type Direction, key, nullsLast, pageOf, type SortKey } from './list.ts';
import { listingsOf } from './listings.ts';
import { contains, equals } from './query.ts';

const OPEN = ['recruiting', 'active', 'paused'] as const;

export function createMongoCampaigns(db: Db): CampaignRepository {
  const campaigns = documentsOf(db, 'campaigns');
  const listings = listingsOf(db);
  const transitionsOf = ofCampaigns<TransitionRecord>('transitions', { version: 1 });
  const termsVersionsOf = ofCampaigns<TermsVersion>('termsVersions', { number: -1 });
  const instancesOf = ofCampaigns<Instance>('instances', { createdAt: 1, _id: 1 });

  /** What hangs on campaigns, in its order, one query for all of them. */
  function ofCampaigns<T extends { readonly id: string; readonly campaignId: string }>(
    collection: 'transitions' | 'termsVersions' | 'instances',
    order: Readonly<Record<string, 1 | -1>>,
  ) {
    return async (campaignIds: readonly string[]): Promise<Map<string, T[]>> => {
      const filter = { campaignId: { $in: [...campaignIds] } };
      const found = await documentsOf(db, collection).find(filter).sort(order).toArray();
      return Map.groupBy(
        found.map((stored) => fromStored<T>(stored)),
        ({ campaignId }) => campaignId,
      );
    };
  }

  return {
    find: async (id) => orNull<Campaign>(await campaigns.findOne({ _id: id })),
    async list(query) {
      const page = await pageOf(listings, filterOf(query), keysOf(query), query, { text: 0 });
      const found = await campaigns.find({ _id: { $in: page.items.map(({ _id }) => _id) } }).toArray();
      const byId = new Map(found.map((stored) => [stored._id, fromStored<Campaign>(stored)]));
      const items = page.items.flatMap(({ _id, figures, impact }) => {
        const campaign = byId.get(_id);
        return campaign ? [{ campaign, figures: figures ?? null, impact: impact ?? null }] : [];
      });
      return { items, nextCursor: page.nextCursor };
    },
    async *open() {
      for await (const stored of campaigns.find({ status: { $in: OPEN } }).sort({ _id: 1 })) {
        yield fromStored<Campaign>(stored);
      }
    },
    transitions: async (campaignId) => (await transitionsOf([campaignId])).get(campaignId) ?? [],
    termsVersions: async (campaignId) => (await termsVersionsOf([campaignId])).get(campaignId) ?? [],
    instances: async (campaignId) => (await instancesOf([campaignId])).get(campaignId) ?? [],
    transitionsOf,
    termsVersionsOf,
    instancesOf,
  };
}

function filterOf(query: CampaignQuery) {
  return {
    listed: true,
    ...equals({
      companyId: query.companyId,
      pricingModel: query.pricingModel,
      programTemplateId: query.programTemplateId,
      beneficiaryGroupId: query.beneficiaryGroupId,
      quarter: query.quarter,
      band: query.band,
    }),
    ...(query.statuses && { status: { $in: query.statuses.map(String) } }),
    ...contains('text', query.q),
  };
}

function keysOf({ sort, forCompany }: CampaignQuery): SortKey[] {
  const wanted = sort?.length ? sort : [{ field: 'updatedAt', direction: 'desc' } as const];
  const last = wanted.at(-1)?.direction ?? 'asc';
  const keyOf = ({ field, direction }: Sort<CampaignSort>) =>
    field === 'sroi' && forCompany ? nullsLast('shownSroi', 'number', direction) : SORT_KEYS[field](direction);
  return [...wanted.map(keyOf), key('_id', 'string', last)];
}

const SORT_KEYS: Record<CampaignSort, (direction: Direction) => SortKey> = {
  name: (direction) => key('name', 'string', direction),
  startDate: (direction) => nullsLast('startDate', 'string', direction),
  utilization: (direction) => nullsLast('utilization', 'number', direction),
  sroi: (direction) => nullsLast('sroi', 'number', direction),
  updatedAt: (direction) => key('updatedAt', 'number', direction),
};
