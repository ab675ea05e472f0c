import type { Campaign } from '../campaign/campaign.ts';
import type { Issue } from '../shared/errors.ts';
import { formatMoney } from '../shared/money.ts';
import { type Quantity, SCALE, toUnits } from '../shared/quantity.ts';
import { capacityOf } from './account-change.ts';
import type { CommercialTerms } from './terms.ts';

/** What the capacity account says beside the terms: what is consumed now, and the capacity that the change would leave. */
export interface CapacityAfter {
  readonly consumed: Quantity;
  readonly capacity: Quantity;
}

/** What is odd about terms without being wrong; `cost` in minor units, null where it is not known, as is what is used before there is an account. */
export function termsWarnings(
  campaign: Pick<Campaign, 'targetBeneficiaries' | 'budgetAllocated' | 'currency'>,
  terms: CommercialTerms,
  shareCapacity: number,
  cost: number | null,
  after: CapacityAfter | null = null,
): Issue[] {
  const warnings: Issue[] = [];
  const { budgetAllocated, currency } = campaign;
  if (cost !== null && budgetAllocated !== null && cost > budgetAllocated)
    warnings.push({
      path: '',
      code: 'COST_ABOVE_BUDGET',
      message: `${formatMoney(cost, currency)} is above the budget of ${formatMoney(budgetAllocated, currency)}`,
    });
  const { unit, capacity } = capacityOf(terms, shareCapacity);
  const target = campaign.targetBeneficiaries;
  if (unit === 'learner' && target !== null && capacity > target * SCALE)
    warnings.push({
      path: learnersField(terms),
      code: 'MORE_LEARNERS_THAN_TARGET',
      message: `${capacity / SCALE} learners are more than the ${target} beneficiaries that the campaign aims at`,
    });
  if (after && after.consumed > after.capacity)
    warnings.push({
      path: capacityField(terms),
      code: 'CAPACITY_BELOW_USE',
      message: `${toUnits(after.consumed)} ${unit}s are in use, more than the ${toUnits(after.capacity)} that would be left: nothing is taken away, and nothing new fits beyond the hard limit`,
    });
  if (terms.model === 'iaas' && terms.outcomesGuaranteed.length === 0)
    warnings.push({ path: 'outcomesGuaranteed', code: 'NO_OUTCOMES', message: 'No outcomes are named' });
  if (terms.model === 'custom' && terms.description === null)
    warnings.push({ path: 'description', code: 'NO_DESCRIPTION', message: 'The custom terms have no description' });
  return warnings;
}

function capacityField(terms: CommercialTerms): string {
  if (terms.model === 'seats') return 'committedSeats';
  return terms.model === 'credits' ? 'creditAllocation' : learnersField(terms);
}

function learnersField(terms: CommercialTerms): string {
  if (terms.model === 'iaas') return 'learnersCommitted';
  return terms.model === 'bundle' ? 'share' : 'capacity';
}
