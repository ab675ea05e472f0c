import type { Quantity } from '../shared/quantity.ts';
import type { Account, Balance } from './account.ts';
import { hardLimitOf } from './thresholds.ts';

export interface Room {
  readonly limit: Quantity;
  readonly consumed: Quantity;
  readonly held: Quantity;
  readonly headroom: Quantity;
  readonly limitedBy: 'campaign' | 'pool';
}

/** What still fits into the campaign alone: hard limit − consumed − held. */
export function campaignRoom(balance: Pick<Balance, 'capacity' | 'overage' | 'unit' | 'consumed' | 'held'>): Room {
  const limit = hardLimitOf(balance.capacity, balance.overage, balance.unit);
  const { consumed, held } = balance;
  return { limit, consumed, held, headroom: limit - consumed - held, limitedBy: 'campaign' };
}

/** What still fits into a bundle's pool, over all its campaigns, closed ones included; null where there is no pool. */
export function poolRoom(account: Account): Room | null {
  if (!account.pool) return null;
  const balances = Object.values(account.balances);
  const consumed = balances.reduce((sum, balance) => sum + balance.consumed, 0);
  const held = balances.reduce((sum, balance) => sum + balance.held, 0);
  const limit = hardLimitOf(account.pool.capacity, account.pool.overage, 'learner');
  return { limit, consumed, held, headroom: limit - consumed - held, limitedBy: 'pool' };
}

/** The tighter of the two limits; the campaign's where both leave the same. */
export function roomOf(account: Account, balance: Balance): Room {
  const campaign = campaignRoom(balance);
  const pool = poolRoom(account);
  return pool && pool.headroom < campaign.headroom ? pool : campaign;
}
