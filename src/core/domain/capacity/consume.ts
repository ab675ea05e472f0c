import { DomainError } from '../shared/errors.ts';
import { belongsToSubject, MAX_QUANTITY, precisionOf, type Quantity, SCALE } from '../shared/quantity.ts';
import { type Instant, MINUTE } from '../shared/time.ts';
import type { Balance, Hold } from './account.ts';
import { isOpen } from './apply.ts';
import type { Command, Facts } from './command.ts';
import { burn } from './grants.ts';
import { roomOf } from './headroom.ts';
import type { Outcome } from './outcome.ts';
import { placeOf } from './places.ts';
import type { Recorder } from './recorder.ts';
import { capacityExceeded, invalidQuantity, noCapacity, notOpen, subjectRequired } from './refusals.ts';

/** How far ahead of the clock something may have occurred. */
export const OCCURRED_AHEAD = 5 * MINUTE;

/** Millionths: the precision of a rate. */
const RATE_SCALE = 1_000_000n;

type Consume = Extract<Command, { kind: 'consume' }>;

/** Takes capacity: one place for a subject, once, or a quantity; a live hold of the subject is confirmed by it. */
export function decideConsume(recorder: Recorder, command: Consume, facts: Facts): Outcome {
  const balance = recorder.balance(command.campaignId);
  if (!balance || balance.termsVersion === 0) throw noCapacity();
  const hold = command.subject === null ? undefined : balance.holds.find(({ subject }) => subject === command.subject);
  if (!isOpen(balance) && !hold) throw notOpen('consumption', balance.status);
  const quantity = quantityOf(command, balance, hold);
  checkOccurredAt(command.occurredAt, balance, recorder.at);
  if (hold) return { entry: confirmHold(recorder, balance, hold, quantity, command) };
  if (command.subject !== null && belongsToSubject(balance.unit)) {
    const place = placeOf(command.campaignId, command.subject, facts.subjectEntries);
    if (place) return { existing: place };
  }
  requireRoom(recorder, balance, quantity);
  return {
    entry: recorder.record({
      ...common(command, recorder.at),
      kind: 'consume',
      quantity,
      consumed: balance.consumed + quantity,
      subject: command.subject,
      split: burn(balance.grants, quantity),
    }),
  };
}

/** Turns a hold into consumption; the quantity may differ from what was held as long as the difference fits. */
export function confirmHold(
  recorder: Recorder,
  balance: Balance,
  hold: Hold,
  quantity: Quantity,
  command: Command,
): ReturnType<Recorder['record']> {
  if (quantity > hold.quantity) {
    const room = roomOf(recorder.account(), balance);
    if (quantity - hold.quantity > room.headroom) throw capacityExceeded(room, quantity - hold.quantity);
  }
  return recorder.record({
    ...common(command, recorder.at),
    kind: 'confirm',
    closed: !isOpen(balance),
    quantity,
    consumed: balance.consumed + quantity,
    held: balance.held - hold.quantity,
    subject: hold.subject,
    relatesTo: hold.id,
    split: burn(balance.grants, quantity),
  });
}

/** Throws NO_CAPACITY or CAPACITY_EXCEEDED unless the quantity fits below every limit. */
export function requireRoom(recorder: Recorder, balance: Balance, quantity: Quantity): void {
  if (balance.capacity === 0) throw noCapacity();
  const room = roomOf(recorder.account(), balance);
  if (quantity > room.headroom) throw capacityExceeded(room, quantity);
}

/** The fields of an entry that come from its command as they are. */
export function common(command: Command, at: Instant) {
  return {
    campaignId: command.campaignId,
    key: command.key,
    hash: command.hash,
    actor: command.actor,
    occurredAt: command.occurredAt ?? at,
    noteId: command.noteId,
    instanceId: command.instanceId,
  };
}

/** Refuses what would have happened more than 5 minutes from now or before the campaign was made. */
export function checkOccurredAt(occurredAt: Instant | null, balance: Balance, at: Instant): void {
  if (occurredAt === null) return;
  const message =
    occurredAt > at + OCCURRED_AHEAD
      ? 'This would have occurred in the future'
      : occurredAt < balance.madeAt
        ? 'This would have occurred before the campaign was made'
        : null;
  if (message)
    throw new DomainError('invalid', 'INVALID', message, {
      issues: [{ path: 'occurredAt', code: 'INVALID', message }],
    });
}

/** Checks a quantity against the unit: credits have 4 decimals, the rest is whole, at most 10^9. */
export function checkQuantity(quantity: Quantity, balance: Balance): void {
  if (quantity <= 0) throw invalidQuantity('The quantity must be more than 0');
  if (quantity > MAX_QUANTITY) throw invalidQuantity('The quantity must be at most 1 000 000 000');
  if (quantity % precisionOf(balance.unit) !== 0) throw invalidQuantity(`A ${balance.unit} cannot be divided`);
}

function quantityOf(command: Consume, balance: Balance, hold: Hold | undefined): Quantity {
  const quantity =
    command.volume !== null ? rated(command.volume, balance) : (command.quantity ?? hold?.quantity ?? SCALE);
  checkQuantity(quantity, balance);
  if (belongsToSubject(balance.unit)) {
    if (command.subject === null) throw subjectRequired();
    if (quantity !== SCALE) throw invalidQuantity(`A subject takes one ${balance.unit}`);
  }
  return quantity;
}

/** rate × volume, rounded half up to 4 decimals; sessions and hours of custom terms count as they are. */
function rated(volume: Quantity, balance: Balance): Quantity {
  if (balance.unit === 'session' || balance.unit === 'hour') return volume;
  if (balance.rate === null) throw invalidQuantity('The terms have no rate for activities: give a quantity');
  return Number((BigInt(balance.rate) * BigInt(volume) * 2n + RATE_SCALE) / (RATE_SCALE * 2n));
}
