import type { Db } from 'mongodb';
import type { Activity } from '../../core/domain/activity/activity.ts';
import { TAKING } from '../../core/domain/activity/associate.ts';
import type { Backfill } from '../../core/domain/activity/backfill.ts';
import { candidateOf, OPEN_COHORTS } from '../../core/domain/activity/candidate.ts';
import type { ActivityRepository, ActivityTotals, CandidateQuery } from '../../ports/activity-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('occurredAt', 'number', 'desc'), key('_id', 'string', 'desc')];
const OLDEST_FIRST = [key('recordedAt', 'number'), key('_id', 'string')];

export function createMongoActivities(db: Db): ActivityRepository {
  const activities = documentsOf(db, 'activities');
  return {
    find: async (id) => orNull<Activity>(await activities.findOne({ _id: id })),
    async byIds(ids) {
      const found = await activities.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((stored) => [stored._id, fromStored<Activity>(stored)]));
    },
    async list({ state, companyId, campaignId, attention, ...request }) {
      const filter = equals({ state, companyId, campaignId, attention });
      const page = await pageOf(activities, filter, attention === undefined ? NEWEST_FIRST : OLDEST_FIRST, request);
      return { ...page, items: page.items.map((stored) => fromStored<Activity>(stored)) };
    },
    countAttention: (attention) => activities.countDocuments({ attention }),
    async totals(campaignId) {
      const [found] = await activities
        .aggregate<ActivityTotals>([
          { $match: { campaignId, state: 'linked' } },
          {
            $group: {
              _id: null,
              activities: { $sum: 1 },
              sessions: { $sum: { $cond: [{ $eq: ['$kind', 'session'] }, 1, 0] } },
              hours: { $sum: '$hours' },
              refused: { $sum: { $cond: [{ $eq: ['$attention', 'refused'] }, 1, 0] } },
            },
          },
          { $project: { _id: 0 } },
        ])
        .toArray();
      return found ?? { activities: 0, sessions: 0, hours: 0, refused: 0 };
    },
    candidates: (query) => candidatesOf(db, query),
    findBackfill: async (id) => orNull<Backfill>(await documentsOf(db, 'activityBackfills').findOne({ _id: id })),
  };
}

async function candidatesOf(db: Db, { companyIds, days }: CandidateQuery) {
  const campaigns = await documentsOf(db, 'campaigns')
    .find({
      companyId: { $in: [...companyIds] },
      status: { $in: [...TAKING] },
      ...(days && { startDate: { $lte: days.to }, endDate: { $gte: days.from } }),
    })
    .sort({ _id: 1 })
    .toArray();
  if (campaigns.length === 0) return [];
  const groupIds = [...new Set(campaigns.flatMap(({ beneficiaryGroupId }) => beneficiaryGroupId ?? []))];
  const campaignIds = campaigns.map(({ _id }) => _id);
  const [groups, instances] = await Promise.all([
    documentsOf(db, 'beneficiaryGroups')
      .find({ _id: { $in: groupIds } }, { projection: { tags: 1 } })
      .toArray(),
    documentsOf(db, 'instances')
      .find({ campaignId: { $in: campaignIds }, status: { $in: [...OPEN_COHORTS] } })
      .toArray(),
  ]);
  const tags = new Map(groups.map((group) => [group._id, group.tags]));
  const cohorts = Map.groupBy(instances, ({ campaignId }) => campaignId);
  return campaigns.map(({ _id, ...campaign }) =>
    candidateOf(
      { id: _id, ...campaign },
      tags.get(campaign.beneficiaryGroupId ?? '') ?? [],
      (cohorts.get(_id) ?? []).map(({ _id: id, ...cohort }) => ({ id, ...cohort })),
    ),
  );
}
