import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import {
  type CapacityAnswer,
  type ClientKey,
  checkSubject,
  fullKey,
  requirePlaces,
  writeWithNote,
} from './capacity-request.ts';
import { findPlace } from './directory.ts';

/**
 * Takes a place in the queue of a full campaign; who waits already gets the first entry (`existing`).
 * Throws NOT_FULL while there is room, CONFLICT where the subject has a place or a hold, and what every capacity write throws.
 */
export async function joinWaitlist(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: ClientKey & { readonly campaignId: string; readonly subject: string },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, accountId } = place;
  const { subject } = input;
  checkSubject(subject);
  const identity = fullKey(ports, campaignId, input);
  return writeWithNote(ports, actor, campaignId, null, () =>
    ports.accounts.submit(accountId, {
      kind: 'wait',
      campaignId,
      ...identity,
      subject,
      actor: actor.id,
      occurredAt: null,
    }),
  );
}
