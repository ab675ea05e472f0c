import { HOLD_TTL, MAX_HOLD_TTL } from '../../domain/capacity/reserve.ts';
import { invalid } from '../../domain/shared/errors.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { noteUnmet, type UnmetPorts } from '../upsell/note-unmet.ts';
import { checkSubject, fullKey, readQuantity, requirePlaces } from './capacity-request.ts';
import { findPlace } from './directory.ts';
import { type HoldView, holdOf } from './hold-view.ts';

export interface HoldInput {
  readonly campaignId: string;
  readonly key: string;
  readonly hash: string;
  readonly quantity?: number | undefined;
  readonly subject?: string | null | undefined;
  /** Seconds, 1 to 604 800; 900 unless given. */
  readonly ttlSeconds?: number | undefined;
}

/**
 * Reserves a quantity for a time, exactly once for its key; a second hold for the same subject answers the first (`existing`).
 * Throws what consuming throws, and CONFLICT where the subject has a place already.
 */
export async function placeHold(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory'> & UnmetPorts,
  { actor }: RequestContext,
  input: HoldInput,
): Promise<{ readonly outcome: 'recorded' | 'replayed' | 'existing'; readonly hold: HoldView }> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, accountId } = place;
  if (input.subject != null) checkSubject(input.subject);
  const command = {
    kind: 'hold' as const,
    campaignId,
    ...fullKey(ports, campaignId, input),
    quantity: readQuantity(input.quantity ?? 1),
    subject: input.subject ?? null,
    ttl: ttlOf(input.ttlSeconds),
    actor: actor.id,
    occurredAt: null,
  };
  const answer = await ports.accounts.submit(accountId, command).catch((error: unknown) => {
    noteUnmet(ports, error, { campaignId, subject: input.subject, key: input.key });
    throw error;
  });
  if (answer.outcome === 'nothing') throw new Error('A hold was dropped as an old change');
  return { outcome: answer.outcome, hold: holdOf(answer.entry, 'live', actor) };
}

function ttlOf(seconds: number | undefined): number {
  if (seconds === undefined) return HOLD_TTL;
  const ttl = seconds * SECOND;
  if (Number.isInteger(seconds) && ttl > 0 && ttl <= MAX_HOLD_TTL) return ttl;
  const message = `A hold lasts 1 second to ${MAX_HOLD_TTL / SECOND} seconds`;
  throw invalid([{ path: 'ttlSeconds', code: 'OUT_OF_RANGE', message }]);
}
