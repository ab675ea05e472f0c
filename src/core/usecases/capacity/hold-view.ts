import type { Actor } from '../../domain/access/actor.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { redactEntry } from '../../domain/capacity/redact.ts';
import type { Quantity } from '../../domain/shared/quantity.ts';
import type { Instant } from '../../domain/shared/time.ts';

export const HOLD_STATES = ['live', 'confirmed', 'released', 'lapsed'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** A hold as the caller may see it. */
export interface HoldView {
  readonly id: string;
  readonly campaignId: string;
  readonly quantity: Quantity;
  /** Null where the caller may not know it. */
  readonly subject: string | null;
  readonly expiresAt: Instant;
  readonly state: HoldState;
}

/** The hold that an entry of kind `hold` made. */
export function holdOf(entry: Entry, state: HoldState, actor: Actor): HoldView {
  const { id, campaignId, quantity, expiresAt, recordedAt } = entry;
  return {
    id,
    campaignId,
    quantity,
    subject: redactEntry(entry, actor).subject,
    expiresAt: expiresAt ?? recordedAt,
    state,
  };
}
