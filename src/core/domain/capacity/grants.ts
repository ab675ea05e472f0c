import type { Quantity } from '../shared/quantity.ts';
import type { Balance, Grant } from './account.ts';
import type { GrantPortion } from './entry.ts';

/** The burn order is total: priority (lower first), free before paid, earlier expiry, earlier start, id. */
export function compareBurnOrder(a: Grant, b: Grant): number {
  return (
    a.priority - b.priority ||
    Number(a.cost > 0) - Number(b.cost > 0) ||
    (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER) ||
    a.startsAt - b.startsAt ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** What the grant still has to give. */
export function unburned(grant: Grant): Quantity {
  return Math.max(0, grant.quantity - grant.burned);
}

/** Spreads a quantity over the live grants in burn order; what no portion covers is overage. */
export function burn(grants: readonly Grant[], quantity: Quantity): GrantPortion[] {
  const portions: GrantPortion[] = [];
  let left = quantity;
  for (const grant of grants) {
    if (left === 0) break;
    if (!grant.live) continue;
    const portion = Math.min(left, unburned(grant));
    if (portion === 0) continue;
    portions.push({ grantId: grant.id, quantity: portion });
    left -= portion;
  }
  return portions;
}

/**
 * What a partial reversal gives back to the grants, in the reverse order of the split: overage first, then the grant burned last.
 * `already` is what earlier reversals of the same entry took.
 */
export function giveBack(
  split: readonly GrantPortion[],
  total: Quantity,
  already: Quantity,
  quantity: Quantity,
): GrantPortion[] {
  const covered = split.reduce((sum, portion) => sum + portion.quantity, 0);
  const portions: GrantPortion[] = [];
  let skip = already;
  let left = quantity;
  const overage = total - covered;
  const skippedOverage = Math.min(skip, overage);
  skip -= skippedOverage;
  left -= Math.min(left, overage - skippedOverage);
  for (const portion of split.toReversed()) {
    const skipped = Math.min(skip, portion.quantity);
    skip -= skipped;
    const taken = Math.min(left, portion.quantity - skipped);
    left -= taken;
    if (taken > 0) portions.push({ grantId: portion.grantId, quantity: taken });
  }
  return portions;
}

/** How much of the quantity the portions cover. */
export function coveredBy(split: readonly GrantPortion[] | undefined): Quantity {
  return split?.reduce((sum, portion) => sum + portion.quantity, 0) ?? 0;
}

/** Stands for every grant that ended, where a correction takes back what no living grant burned. */
const ENDED_GRANTS = 'ended';

/**
 * How a correction of the quantity is spread over what was burned. It follows `wanted` (the reverse of the entry's own split) as far
 * as that is still burned: an adjustment may have given it back already. The rest comes from overage, then from the living grants,
 * last burned first, then from those that ended. The quantity is at most what is consumed.
 */
export function takeBack(balance: Balance, quantity: Quantity, wanted: readonly GrantPortion[]): GrantPortion[] {
  if (balance.unit !== 'credit') return [];
  const burned = new Map(balance.grants.map((grant) => [grant.id, grant.burned]));
  const living = balance.grants.reduce((sum, grant) => sum + grant.burned, 0);
  let ended = balance.consumed - balance.uncovered - living;
  const taken = new Map<string, Quantity>();
  const take = (grantId: string, most: Quantity): Quantity => {
    const available = burned.get(grantId) ?? ended;
    const portion = Math.min(most, available);
    if (portion === 0) return 0;
    if (burned.has(grantId)) burned.set(grantId, available - portion);
    else ended -= portion;
    taken.set(grantId, (taken.get(grantId) ?? 0) + portion);
    return portion;
  };
  let left = quantity;
  const overageWanted = Math.min(balance.uncovered, quantity - coveredBy(wanted));
  left -= overageWanted;
  for (const { grantId, quantity: most } of wanted) left -= take(grantId, Math.min(left, most));
  left -= Math.min(left, balance.uncovered - overageWanted);
  for (const { id } of balance.grants.toReversed()) left -= take(id, left);
  take(ENDED_GRANTS, left);
  return [...taken].map(([grantId, portion]) => ({ grantId, quantity: portion }));
}
