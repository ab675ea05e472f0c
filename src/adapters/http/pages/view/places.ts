import { type Instant, MINUTE } from '../../../../core/domain/shared/time.ts';
import type { HoldView } from '../../../../core/usecases/capacity/hold-view.ts';
import type { GrantView } from '../../../../core/usecases/capacity/list-grants.ts';
import { instantFrom, moneyText, quantityText, type TimeText } from './format.ts';
import type { Chip } from './words.ts';

/** A live hold with the time it has left. */
export interface HoldRow {
  readonly id: string;
  readonly subject: string | null;
  readonly quantity: string;
  readonly ends: TimeText;
  /** Whether it ends within five minutes. */
  readonly soon: boolean;
}

export function holdRow(hold: HoldView, now: Instant, timeZone: string): HoldRow {
  return {
    id: hold.id,
    subject: hold.subject,
    quantity: quantityText(hold.quantity),
    ends: instantFrom(hold.expiresAt, now, timeZone),
    soon: hold.expiresAt - now < 5 * MINUTE,
  };
}

const STATES: Record<GrantView['state'], Chip> = {
  scheduled: { word: 'Waits to start', tone: 'planned', icon: 'i-planned' },
  live: { word: 'Live', tone: 'active', icon: 'i-active' },
  ended: { word: 'Ended', tone: 'closed', icon: 'i-closed' },
};

/** A grant of credits in its burn order. */
export interface GrantRow {
  readonly state: Chip;
  readonly quantity: string;
  readonly remaining: string;
  readonly starts: TimeText;
  readonly expires: TimeText | null;
  readonly cost: string;
  readonly note: string | null;
}

export function grantRow(grant: GrantView, currency: string, now: Instant, timeZone: string): GrantRow {
  return {
    state: STATES[grant.state],
    quantity: quantityText(grant.quantity),
    remaining: quantityText(grant.remaining),
    starts: instantFrom(grant.startsAt, now, timeZone),
    expires: grant.expiresAt === null ? null : instantFrom(grant.expiresAt, now, timeZone),
    cost: grant.cost === 0 ? 'Free' : moneyText(grant.cost, currency),
    note: grant.note,
  };
}
