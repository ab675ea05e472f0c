import type { Activity } from '../../core/domain/activity/activity.ts';
import { TAKING } from '../../core/domain/activity/associate.ts';
import { candidateOf, isOpenCohort } from '../../core/domain/activity/candidate.ts';
import type { ActivityRepository } from '../../ports/activity-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryActivities(tables: Tables): ActivityRepository {
  const all = () => [...tables.activities.values()];
  return {
    find: async (id) => tables.activities.get(id) ?? null,
    async byIds(ids) {
      const found = ids.flatMap((id) => tables.activities.get(id) ?? []);
      return new Map(found.map((activity) => [activity.id, activity]));
    },
    async list(query) {
      const fits = all().filter(
        (activity) =>
          (query.state === undefined || activity.state === query.state) &&
          (query.companyId === undefined || activity.companyId === query.companyId) &&
          (query.campaignId === undefined || activity.campaignId === query.campaignId) &&
          (query.attention === undefined || activity.attention === query.attention),
      );
      return pageOf(fits, query.attention === undefined ? NEWEST_FIRST : OLDEST_FIRST, query);
    },
    countAttention: async (attention) => all().filter((activity) => activity.attention === attention).length,
    async totals(campaignId) {
      const linked = all().filter((one) => one.campaignId === campaignId && one.state === 'linked');
      return {
        activities: linked.length,
        sessions: linked.filter(({ kind }) => kind === 'session').length,
        refused: linked.filter(({ attention }) => attention === 'refused').length,
        hours: linked.reduce((sum, { hours }) => sum + (hours ?? 0), 0),
      };
    },
    async candidates({ companyIds, days }) {
      const campaigns = [...tables.campaigns.values()].filter(
        ({ companyId, status, startDate, endDate }) =>
          companyIds.includes(companyId) &&
          TAKING.some((taking) => taking === status) &&
          (!days || ((startDate ?? '') <= days.to && (endDate ?? '') >= days.from)),
      );
      return sortedBy(campaigns, [by('id', ({ id }) => id)]).map((campaign) =>
        candidateOf(
          campaign,
          tables.beneficiaryGroups.get(campaign.beneficiaryGroupId ?? '')?.tags ?? [],
          [...tables.instances.values()].filter((one) => one.campaignId === campaign.id && isOpenCohort(one)),
        ),
      );
    },
    findBackfill: async (id) => tables.activityBackfills.get(id) ?? null,
  };
}

const NEWEST_FIRST = [
  by<Activity>('occurredAt', ({ occurredAt }) => occurredAt, 'desc', 'number'),
  by<Activity>('id', ({ id }) => id, 'desc'),
];
const OLDEST_FIRST = [
  by<Activity>('recordedAt', ({ recordedAt }) => recordedAt, 'asc', 'number'),
  by<Activity>('id', ({ id }) => id),
];
