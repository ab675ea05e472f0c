import { DomainError, invalid } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { noteUnmet, type UnmetPorts } from '../upsell/note-unmet.ts';
import {
  type CapacityAnswer,
  checkNote,
  checkSubject,
  fullKey,
  readQuantity,
  requirePlaces,
  writeWithNote,
} from './capacity-request.ts';
import { type CapacityPlace, findPlace } from './directory.ts';

export interface ConsumptionInput {
  readonly key: string;
  /** Digest of the request: the same key with another digest is refused. */
  readonly hash: string;
  /** Units, at most 4 decimals; 1 where neither a quantity nor an activity is given. */
  readonly quantity?: number | undefined;
  readonly subject?: string | null | undefined;
  /** Hours or sessions, rated by the terms, in place of a quantity. */
  readonly activity?: { readonly kind: 'session' | 'hour'; readonly volume: number } | null | undefined;
  readonly occurredAt?: Instant | null | undefined;
  readonly instanceId?: string | null | undefined;
  readonly note?: string | null | undefined;
}

export type ConsumePorts = Pick<Core, 'ids' | 'accounts' | 'directory' | 'campaigns' | 'notes'> & UnmetPorts;

/**
 * Takes capacity of a campaign, exactly once for its key. A subject who has a place already gets the entry of it (`existing`).
 * Throws NOT_FOUND (also for another company's campaign), FORBIDDEN, CAPACITY_EXCEEDED, NO_CAPACITY, CAMPAIGN_NOT_OPEN,
 * SUBJECT_REQUIRED, INVALID_QUANTITY, PERSONAL_DATA, INVALID, UNKNOWN_REFERENCE, IDEMPOTENCY_KEY_REUSED and UNAVAILABLE.
 */
export async function consumeCapacity(
  ports: ConsumePorts,
  context: RequestContext,
  input: ConsumptionInput & { readonly campaignId: string },
): Promise<CapacityAnswer> {
  const place = await findPlace(ports.directory, context.actor, 'capacity.consume', input.campaignId);
  requirePlaces(context.actor, place);
  return consumeAt(ports, context, place, input);
}

/** Takes capacity where the caller may do so already. */
export async function consumeAt(
  ports: ConsumePorts,
  { actor }: RequestContext,
  place: CapacityPlace,
  input: ConsumptionInput,
): Promise<CapacityAnswer> {
  const { campaignId, accountId } = place;
  const { quantity, subject, activity, occurredAt, instanceId } = input;
  const identity = fullKey(ports, campaignId, input);
  const note = checkNote('note', input.note);
  if (subject != null) checkSubject(subject);
  if (activity && quantity !== undefined) {
    const message = 'Give a quantity or an activity, not both';
    throw invalid([{ path: 'activity', code: 'INVALID', message }]);
  }
  const amount = {
    quantity: quantity === undefined ? null : readQuantity(quantity),
    volume: activity ? readQuantity(activity.volume, 'activity.volume') : null,
  };
  if (instanceId != null) await requireInstance(ports, campaignId, instanceId);
  const taking = writeWithNote(ports, actor, campaignId, note, (noteId) =>
    ports.accounts.submit(accountId, {
      kind: 'consume',
      campaignId,
      ...identity,
      ...amount,
      subject: subject ?? null,
      actor: actor.id,
      occurredAt: occurredAt ?? null,
      ...(noteId !== undefined && { noteId }),
      ...(instanceId != null && { instanceId }),
    }),
  );
  return taking.catch((error: unknown) => {
    noteUnmet(ports, error, { campaignId, subject, key: input.key });
    throw error;
  });
}

async function requireInstance(ports: Pick<Core, 'campaigns'>, campaignId: string, instanceId: string): Promise<void> {
  const instances = await ports.campaigns.instances(campaignId);
  if (instances.some(({ id }) => id === instanceId)) return;
  const message = 'The campaign has no such instance';
  throw new DomainError('invalid', 'UNKNOWN_REFERENCE', message, {
    issues: [{ path: 'instanceId', code: 'UNKNOWN_REFERENCE', message }],
  });
}
