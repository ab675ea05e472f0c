import { authorise } from '../../domain/access/permissions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { type ReclaimableSeat, reclaimableSeats } from '../../domain/capacity/reclaim.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

type Reads = Pick<Core, 'campaigns' | 'capacityLog' | 'clock'>;

/** The seats that may be taken back by the terms, longest idle first; none where the terms do not say. Throws NOT_FOUND. */
export async function listReclaimable(
  ports: Reads,
  { actor }: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly ReclaimableSeat[] }> {
  const campaign = await ports.campaigns.find(input.campaignId);
  if (!campaign) throw notFound('Campaign');
  authorise(actor, 'capacity.read', campaign.companyId, 'Campaign');
  return { items: await reclaimableOf(ports, campaign) };
}

/** The same of a campaign that the caller has read already. */
export async function reclaimableOf(
  ports: Pick<Core, 'capacityLog' | 'clock'>,
  campaign: Campaign,
): Promise<ReclaimableSeat[]> {
  const { terms } = campaign;
  if (terms?.model !== 'seats' || terms.reclaimAfterDays === null) return [];
  const entries: Entry[] = [];
  const ledger = ports.capacityLog.stream({ accountId: capacityAccountOf(campaign), campaignId: campaign.id });
  for await (const entry of ledger) if (entry.subject !== null) entries.push(entry);
  return reclaimableSeats(campaign.id, entries, terms.reclaimAfterDays, ports.clock.now());
}
