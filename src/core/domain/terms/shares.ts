import type { Share, Subscription } from '../company/company.ts';
import { DomainError } from '../shared/errors.ts';
import { SCALE } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

/**
 * The subscription with the campaign's share set; the shares of the others do not change, nor do their capacities.
 * Throws SHARES_EXCEEDED where the shares of all campaigns would be more than 1.
 * @param share ten-thousandths
 */
export function takeShare(subscription: Subscription, campaignId: string, share: number, at: Instant): Subscription {
  const others = giveBackShare(subscription, campaignId, at).shares;
  const taken = sumOf(others, 'share');
  if (taken + share > SCALE)
    throw new DomainError('conflict', 'SHARES_EXCEEDED', 'The shares of the subscription would be more than 1', {
      details: { available: (SCALE - taken) / SCALE, requested: share / SCALE },
    });
  const capacity = shareCapacity(subscription.learners, share, Object.values(others));
  return touched(subscription, { ...others, [campaignId]: { share, capacity } }, at);
}

/** The subscription without the campaign's share. */
export function giveBackShare(subscription: Subscription, campaignId: string, at: Instant): Subscription {
  const { [campaignId]: _given, ...shares } = subscription.shares;
  return touched(subscription, shares, at);
}

/**
 * The whole learners that a new share gives: its exact share of the learners rounded down or up, whichever brings the sum of
 * all capacities nearest to the sum of all shares × learners, rounded half up.
 */
export function shareCapacity(learners: number, share: number, others: readonly Share[]): number {
  const exact = learners * share;
  const down = Math.floor(exact / SCALE);
  const up = Math.ceil(exact / SCALE);
  const allShares = others.reduce((sum, other) => sum + other.share, share);
  const target = Math.floor((2 * allShares * learners + SCALE) / (2 * SCALE));
  const rest = target - others.reduce((sum, other) => sum + other.capacity, 0);
  return Math.abs(rest - up) < Math.abs(rest - down) ? up : down;
}

function sumOf(shares: Readonly<Record<string, Share>>, field: keyof Share): number {
  return Object.values(shares).reduce((sum, share) => sum + share[field], 0);
}

function touched(subscription: Subscription, shares: Subscription['shares'], at: Instant): Subscription {
  return { ...subscription, shares, version: subscription.version + 1, updatedAt: at };
}
