import type { Campaign } from '../campaign/campaign.ts';
import type { Instance, InstanceStatus } from '../lifecycle/instance.ts';
import type { CampaignStatus } from '../lifecycle/status.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';

/** A campaign as an activity is held against it. */
export interface Candidate {
  readonly campaignId: string;
  readonly companyId: string;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  readonly timeZone: string;
  /** Of its beneficiary group; a campaign without a group has none. */
  readonly groupTags: readonly string[];
  /** Whether its terms are credits, so that linked activities are debited. */
  readonly debits: boolean;
  readonly cohorts: readonly Cohort[];
}

/** A cohort that may be running or is to come. */
export interface Cohort {
  readonly id: string;
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate;
  readonly createdAt: Instant;
}

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
