import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import {
  type CapacityAnswer,
  type ClientKey,
  fullKey,
  readQuantity,
  requireReason,
  writeWithNote,
} from './capacity-request.ts';
import { findPlace } from './directory.ts';

/**
 * Takes back a named entry, wholly or in part (`quantity`). Throws NOT_FOUND for an entry that is not the campaign's,
 * NOTHING_TO_REVERSE, REASON_REQUIRED, and what every capacity write throws.
 */
export async function reverseEntry(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: ClientKey & {
    readonly campaignId: string;
    readonly entryId: string;
    readonly quantity?: number | undefined;
    readonly reason: string;
  },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, actor, 'capacity.correct', input.campaignId);
  const { campaignId, entryId } = input;
  const identity = fullKey(ports, campaignId, input);
  const quantity = input.quantity === undefined ? null : readQuantity(input.quantity);
  const reason = requireReason(input.reason);
  return writeWithNote(ports, actor, campaignId, reason, (noteId) =>
    ports.accounts.submit(place.accountId, {
      kind: 'reverse',
      campaignId,
      ...identity,
      entryId,
      quantity,
      actor: actor.id,
      occurredAt: null,
      ...(noteId !== undefined && { noteId }),
    }),
  );
}
