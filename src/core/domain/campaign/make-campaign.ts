import type { Company } from '../company/company.ts';
import type { Instant } from '../shared/time.ts';
import type { Campaign } from './campaign.ts';
import { checkCampaign, type Named } from './check-campaign.ts';
import type { CampaignInput } from './input.ts';
import { requireCompatible } from './require-compatible.ts';

/**
 * A new draft without terms; its time zone and currency are the company's unless it names its own.
 * Throws INCOMPATIBLE_TEMPLATE_GROUP, or what `checkCampaign` throws.
 */
export function makeCampaign(
  input: CampaignInput,
  company: Company,
  named: Named,
  made: { readonly id: string; readonly at: Instant; readonly by: string },
): Campaign {
  const timeZone = input.timeZone ?? company.timeZone;
  const currency = input.currency ?? company.currency;
  const filled = checkCampaign({ ...input, timeZone, currency }, named);
  requireCompatible(named);
  return {
    ...filled,
    id: made.id,
    version: 1,
    companyId: company.id,
    status: 'draft',
    budgetSpent: 0,
    terms: null,
    termsNumber: 0,
    leftDraft: false,
    createdAt: made.at,
    createdBy: made.by,
    updatedAt: made.at,
  };
}
