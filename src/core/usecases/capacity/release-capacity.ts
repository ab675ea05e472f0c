import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import {
  type CapacityAnswer,
  type ClientKey,
  checkNote,
  checkSubject,
  fullKey,
  requirePlaces,
  writeWithNote,
} from './capacity-request.ts';
import { findPlace } from './directory.ts';

/** Frees a subject's seat or place. Throws NOTHING_TO_RELEASE, and what every capacity write throws. */
export async function releaseCapacity(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: ClientKey & {
    readonly campaignId: string;
    readonly subject: string;
    readonly reason?: string | null | undefined;
  },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, subject } = input;
  const identity = fullKey(ports, campaignId, input);
  checkSubject(subject);
  const reason = checkNote('reason', input.reason);
  return writeWithNote(ports, actor, campaignId, reason, (noteId) =>
    ports.accounts.submit(place.accountId, {
      kind: 'release',
      campaignId,
      ...identity,
      subject,
      actor: actor.id,
      occurredAt: null,
      ...(noteId !== undefined && { noteId }),
    }),
  );
}
