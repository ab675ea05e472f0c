import { type Actor, SYSTEM } from '../../domain/access/actor.ts';
import { authorise } from '../../domain/access/permissions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { ReclaimableSeat } from '../../domain/capacity/reclaim.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type CapacityAnswer, writeWithNote } from './capacity-request.ts';
import { reclaimableOf } from './list-reclaimable.ts';

type ReclaimPorts = Pick<Core, 'accounts' | 'campaigns' | 'capacityLog' | 'clock' | 'ids' | 'notes'>;

/** Takes an idle seat back, once. Throws NOT_FOUND (also for another company's) and NOTHING_TO_RELEASE where the seat is not reclaimable. */
export async function reclaimSeat(
  ports: ReclaimPorts,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly subject: string },
): Promise<CapacityAnswer> {
  const campaign = await ports.campaigns.find(input.campaignId);
  if (!campaign) throw notFound('Campaign');
  authorise(actor, 'capacity.consume', campaign.companyId, 'Campaign');
  const seat = (await reclaimableOf(ports, campaign)).find(({ subject }) => subject === input.subject);
  if (!seat) throw new DomainError('not_found', 'NOTHING_TO_RELEASE', 'The subject has no seat that may be taken back');
  return reclaim(ports, actor, campaign, seat);
}

/** Takes back every idle seat of a campaign whose terms say so by themselves; answers how many. */
export async function reclaimByTerms(ports: ReclaimPorts, campaign: Campaign): Promise<number> {
  if (campaign.terms?.model !== 'seats' || !campaign.terms.autoReclaim) return 0;
  const seats = await reclaimableOf(ports, campaign);
  for (const seat of seats) {
    await reclaim(ports, SYSTEM, campaign, seat).catch((error: unknown) => {
      if (!(error instanceof DomainError && error.code === 'NOTHING_TO_RELEASE')) throw error;
    });
  }
  return seats.length;
}

function reclaim(
  ports: ReclaimPorts,
  actor: Actor,
  campaign: Campaign,
  seat: ReclaimableSeat,
): Promise<CapacityAnswer> {
  return writeWithNote(ports, actor, campaign.id, null, () =>
    ports.accounts.submit(capacityAccountOf(campaign), {
      kind: 'release',
      campaignId: campaign.id,
      key: `reclaim/${seat.placeId}`,
      hash: null,
      subject: seat.subject,
      placeId: seat.placeId,
      actor: actor.id,
      occurredAt: null,
    }),
  );
}
