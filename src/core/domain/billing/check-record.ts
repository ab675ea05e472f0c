import type { Campaign } from '../campaign/campaign.ts';
import { takesCorrections } from '../lifecycle/status.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { type Instant, MINUTE } from '../shared/time.ts';
import type { PricingModel } from '../terms/terms.ts';

/** How far ahead of the clock something may have happened. */
const AHEAD = 5 * MINUTE;

/** Throws CONFLICT where the campaign has other terms, CAMPAIGN_NOT_OPEN outside recruiting to completed. */
export function requireRecording(campaign: Campaign, model: PricingModel, what: string): void {
  if (campaign.terms?.model !== model)
    throw new DomainError('conflict', 'CONFLICT', `Only campaigns with ${model} terms have ${what}`);
  if (!takesCorrections(campaign.status))
    throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${campaign.status} and takes no ${what}`, {
      details: { status: campaign.status },
    });
}

/** When it happened, by default now. Throws INVALID for more than 5 minutes ahead, or before the campaign was made. */
export function happenedAt(path: string, at: Instant | null | undefined, campaign: Campaign, now: Instant): Instant {
  if (at === null || at === undefined) return now;
  const message = at > now + AHEAD ? 'is in the future' : at < campaign.createdAt ? 'is before the campaign' : null;
  if (message === null) return at;
  throw invalid([{ path, code: 'OUT_OF_RANGE', message: `${path} ${message}` }]);
}
