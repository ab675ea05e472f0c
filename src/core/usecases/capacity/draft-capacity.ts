import type { Campaign } from '../../domain/campaign/campaign.ts';
import { hardLimitOf } from '../../domain/capacity/thresholds.ts';
import { capacityOf } from '../../domain/terms/account-change.ts';
import { loadSubscription } from '../campaigns/load-named.ts';
import type { Core } from '../core.ts';
import type { CapacityView } from './capacity-view.ts';

/**
 * The capacity that a draft has from its terms alone, before anything was counted. It does not move, so that the answer to
 * making the draft can be given again.
 */
export async function draftCapacity(ports: Pick<Core, 'companies'>, campaign: Campaign): Promise<CapacityView> {
  const people = {
    volunteers: { target: campaign.targetVolunteers, current: 0 },
    beneficiaries: { target: campaign.targetBeneficiaries, current: 0 },
  };
  const fresh = { open: false, ...people, forecast: null, sequence: 0 };
  const { terms } = campaign;
  if (terms === null) return { unit: null, figures: null, ...fresh };
  const subscription = await loadSubscription(ports, terms);
  const { unit, capacity } = capacityOf(terms, subscription?.shares[campaign.id]?.capacity ?? 0);
  const hardLimit = hardLimitOf(capacity, terms.overage, unit);
  return { unit, figures: { consumed: 0, held: 0, capacity, hardLimit, headroom: hardLimit }, ...fresh };
}
