import type { Campaign } from '../campaign/campaign.ts';
import type { Instance, InstanceStatus } from '../lifecycle/instance.ts';
import type { Candidate, Cohort } from './associate.ts';

/** States of a cohort that activities are counted to. */
export const OPEN_COHORTS = ['planned', 'active'] as const satisfies readonly InstanceStatus[];

export function isOpenCohort({ status }: Pick<Instance, 'status'>): boolean {
  return OPEN_COHORTS.some((open) => open === status);
}

/** A campaign as activities are held against it; `cohorts` are its planned and active ones. */
export function candidateOf(
  campaign: Pick<Campaign, 'id' | 'companyId' | 'name' | 'status' | 'startDate' | 'endDate' | 'timeZone' | 'terms'>,
  groupTags: readonly string[],
  cohorts: readonly Cohort[],
): Candidate {
  const { id: campaignId, companyId, name, status, startDate, endDate, timeZone } = campaign;
  return {
    campaignId,
    companyId,
    name,
    status,
    startDate,
    endDate,
    timeZone,
    groupTags,
    debits: campaign.terms?.model === 'credits',
    cohorts: cohorts.map(({ id, startDate: from, endDate: to, createdAt }) => ({
      id,
      startDate: from,
      endDate: to,
      createdAt,
    })),
  };
}
