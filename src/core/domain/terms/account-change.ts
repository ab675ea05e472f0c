import type { Campaign } from '../campaign/campaign.ts';
import type { AccountChange } from '../capacity/entry.ts';
import type { Subscription } from '../company/company.ts';
import { multiplyDecimals, parseDecimal } from '../shared/decimal.ts';
import { roundToMoney } from '../shared/money.ts';
import { multiplyFloor, type Quantity, SCALE, type Unit } from '../shared/quantity.ts';
import { DEFAULT_CREDIT_PRICE } from './limits.ts';
import type { CommercialTerms, CreditTerms } from './terms.ts';

/** What a campaign's terms tell its capacity account. A bundle needs its subscription, with the campaign's share in it. */
export function accountChangeOf(
  campaign: Pick<Campaign, 'id' | 'version' | 'companyId' | 'currency' | 'createdAt'>,
  terms: CommercialTerms,
  subscription: Subscription | null,
): AccountChange & { kind: 'terms' } {
  return {
    kind: 'terms',
    version: campaign.version,
    companyId: campaign.companyId,
    ...capacityOf(terms, subscription?.shares[campaign.id]?.capacity ?? 0),
    overage: terms.overage,
    allocationCost: terms.model === 'credits' ? allocationCost(terms, campaign.currency) : 0,
    rate: terms.model === 'credits' ? Number(parseDecimal(terms.creditConsumptionRate) ?? 0n) : null,
    madeAt: campaign.createdAt,
    pool: subscription ? { capacity: subscription.learners * SCALE, overage: subscription.overage } : null,
  };
}

/** The unit and the capacity that terms promise; for credits the allocation. */
export function capacityOf(terms: CommercialTerms, shareCapacity: number): { unit: Unit; capacity: Quantity } {
  switch (terms.model) {
    case 'seats':
      return { unit: 'seat', capacity: terms.committedSeats * SCALE };
    case 'credits':
      return { unit: 'credit', capacity: multiplyFloor(Number(parseDecimal(terms.creditAllocation) ?? 0n), 1, 100) };
    case 'iaas':
      return { unit: 'learner', capacity: terms.learnersCommitted * SCALE };
    case 'bundle':
      return { unit: 'learner', capacity: shareCapacity * SCALE };
    case 'custom':
      return { unit: terms.capacityUnit, capacity: terms.capacity * SCALE };
  }
}

function allocationCost(terms: CreditTerms, currency: string): number {
  const allocation = parseDecimal(terms.creditAllocation) ?? 0n;
  const price = parseDecimal(terms.creditPrice ?? DEFAULT_CREDIT_PRICE) ?? 0n;
  return roundToMoney(multiplyDecimals(allocation, price), currency);
}
