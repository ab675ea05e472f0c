import { nearestPolicy, type TellingRules } from '../../domain/alerting/policy.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** What decides at present who is told of a campaign's alerts, and when. */
export async function loadTellingRules(
  core: Pick<Core, 'alertPolicies' | 'campaigns' | 'silences'>,
  campaignId: string,
  companyId: string,
  at: Instant,
): Promise<TellingRules> {
  const [own, company, campaign, silences] = await Promise.all([
    core.alertPolicies.find(`campaigns/${campaignId}`),
    core.alertPolicies.find(`companies/${companyId}`),
    core.campaigns.find(campaignId),
    core.silences.lasting(companyId, at),
  ]);
  return { policy: nearestPolicy(own, company).policy, timeZone: campaign?.timeZone ?? 'UTC', silences };
}
