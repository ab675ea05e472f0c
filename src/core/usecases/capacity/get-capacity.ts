import { authorise } from '../../domain/access/permissions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { toUnits } from '../../domain/shared/quantity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type CapacityView, viewOf } from './capacity-view.ts';
import { forecastCapacity } from './forecast-capacity.ts';

type Reads = Pick<Core, 'campaigns' | 'accounts' | 'clock' | 'dayEnds'>;

/** The campaign's capacity now, with who is in it against its targets. Throws NOT_FOUND, also for another company's. */
export async function getCapacity(
  ports: Reads,
  { actor }: RequestContext,
  input: { readonly campaignId: string },
): Promise<CapacityView> {
  const campaign = await ports.campaigns.find(input.campaignId);
  if (!campaign) throw notFound('Campaign');
  authorise(actor, 'capacity.read', campaign.companyId, 'Campaign');
  return capacityOf(ports, campaign);
}

/** The same of a campaign that the caller has read already. */
export async function capacityOf(ports: Reads, campaign: Campaign): Promise<CapacityView> {
  const [account, instances] = await Promise.all([
    ports.accounts.read(capacityAccountOf(campaign)),
    ports.campaigns.instances(campaign.id),
  ]);
  const view = viewOf(account, campaign.id);
  const balance = account.balances[campaign.id];
  const forecast = balance && view.figures ? await forecastCapacity(ports, campaign, balance) : null;
  return { ...view, ...peopleOf(campaign, view, instances), forecast };
}

/**
 * Volunteers are the seats in the ledger where the unit is a seat, beneficiaries the learners where it is a learner; else
 * they are the sum over the cohorts under way: planned ones do not count yet, completed ones no longer.
 */
function peopleOf(campaign: Campaign, view: CapacityView, instances: readonly Instance[]) {
  const present = instances.filter(({ status }) => status === 'active' || status === 'paused');
  const sum = (field: 'enrolledVolunteers' | 'enrolledBeneficiaries') =>
    present.reduce((total, instance) => total + instance[field], 0);
  const counted = toUnits(view.figures?.consumed ?? 0);
  return {
    volunteers: {
      target: campaign.targetVolunteers,
      current: view.unit === 'seat' ? counted : sum('enrolledVolunteers'),
    },
    beneficiaries: {
      target: campaign.targetBeneficiaries,
      current: view.unit === 'learner' ? counted : sum('enrolledBeneficiaries'),
    },
  };
}
