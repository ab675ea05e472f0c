import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { requirePlaces } from './capacity-request.ts';
import { findPlace } from './directory.ts';

/** Gives a live hold back; what it kept goes to whoever waits first. Repeating it changes nothing. Throws NOT_FOUND and HOLD_ENDED. */
export async function releaseHold(
  ports: Pick<Core, 'accounts' | 'directory'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly holdId: string },
): Promise<void> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, accountId } = place;
  const { holdId } = input;
  await ports.accounts.submit(accountId, {
    kind: 'unhold',
    campaignId,
    holdId,
    key: `unhold/${holdId}`,
    hash: null,
    actor: actor.id,
    occurredAt: null,
  });
}
