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
 * Corrects what is consumed by a signed quantity, with a reason; an admin's affair, and not where the unit belongs to a
 * subject. Throws REASON_REQUIRED, INVALID_QUANTITY, CAPACITY_EXCEEDED, and what every capacity write throws.
 */
export async function adjustConsumption(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: ClientKey & { readonly campaignId: string; readonly quantity: number; readonly reason: string },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, actor, 'capacity.adjust', input.campaignId);
  const { campaignId } = input;
  const identity = fullKey(ports, campaignId, input);
  const quantity = readQuantity(input.quantity);
  const reason = requireReason(input.reason);
  return writeWithNote(ports, actor, campaignId, reason, (noteId) =>
    ports.accounts.submit(place.accountId, {
      kind: 'adjust',
      campaignId,
      ...identity,
      quantity,
      actor: actor.id,
      occurredAt: null,
      ...(noteId !== undefined && { noteId }),
    }),
  );
}
