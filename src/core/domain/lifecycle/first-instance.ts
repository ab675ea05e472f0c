import type { Campaign } from '../campaign/campaign.ts';
import { dateAt, type Instant } from '../shared/time.ts';
import type { Instance } from './instance.ts';

/** The id of a campaign's first cohort: the campaign's own, so that there is never a second first one. */
export function firstInstanceId(campaignId: string): string {
  return campaignId;
}

/** The first cohort of a campaign, with its merged configuration and its period. */
export function firstInstance(campaign: Campaign, at: Instant): Instance {
  const today = dateAt(at, campaign.timeZone);
  return {
    id: firstInstanceId(campaign.id),
    version: 1,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    name: `${campaign.name} – Cohort 1`,
    status: 'active',
    startDate: campaign.startDate ?? today,
    endDate: campaign.endDate ?? today,
    config: campaign.config,
    enrolledVolunteers: 0,
    enrolledBeneficiaries: 0,
    sessionsHeld: 0,
    hoursLogged: 0,
    sroi: null,
    vis: null,
    outcomeScores: {},
    createdAt: at,
    updatedAt: at,
  };
}
