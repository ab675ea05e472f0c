import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type CapacityAnswer, requirePlaces, writeWithNote } from './capacity-request.ts';
import { findPlace } from './directory.ts';

/**
 * Turns a live hold into consumption, also while the campaign is paused; confirming again answers the same entry (`existing`).
 * Throws NOT_FOUND, HOLD_ENDED, and what every capacity write throws.
 */
export async function confirmHold(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly holdId: string },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, accountId } = place;
  const { holdId } = input;
  return writeWithNote(ports, actor, campaignId, null, () =>
    ports.accounts.submit(accountId, {
      kind: 'confirm',
      campaignId,
      holdId,
      key: `confirm/${holdId}`,
      hash: null,
      actor: actor.id,
      occurredAt: null,
    }),
  );
}
