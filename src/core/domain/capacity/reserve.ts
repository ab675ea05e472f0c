import { DomainError } from '../shared/errors.ts';
import { belongsToSubject, SCALE } from '../shared/quantity.ts';
import { DAY, MINUTE } from '../shared/time.ts';
import type { Balance, Hold } from './account.ts';
import { isOpen } from './apply.ts';
import type { Command, Facts } from './command.ts';
import { checkQuantity, common, confirmHold, requireRoom } from './consume.ts';
import { offerFreePlaces } from './due.ts';
import { roomOf } from './headroom.ts';
import type { Outcome } from './outcome.ts';
import { placeOf } from './places.ts';
import type { Recorder } from './recorder.ts';
import { invalidQuantity, noCapacity, notOpen, subjectRequired } from './refusals.ts';

/** How long a hold lasts unless its maker says otherwise, and at most. */
export const HOLD_TTL = 15 * MINUTE;
export const MAX_HOLD_TTL = 7 * DAY;

/** Reserves a quantity for a time; a second hold for the same subject answers the first, also an offer that is due only now. */
export function decideHold(recorder: Recorder, command: Extract<Command, { kind: 'hold' }>, facts: Facts): Outcome {
  const balance = open(recorder, command, 'holds');
  const { subject, quantity } = command;
  checkQuantity(quantity, balance);
  if (belongsToSubject(balance.unit)) {
    if (subject === null) throw subjectRequired();
    if (quantity !== SCALE) throw invalidQuantity(`A subject takes one ${balance.unit}`);
    if (placeOf(command.campaignId, subject, facts.subjectEntries)) throw hasPlace();
  }
  const live = balance.holds.find((hold) => subject !== null && hold.subject === subject);
  const first = live && facts.subjectEntries.find(({ id }) => id === live.id);
  if (first) return { existing: first };
  const offered = live && recorder.entries.find(({ id }) => id === live.id);
  if (offered) return { entry: offered };
  requireRoom(recorder, balance, quantity);
  return {
    entry: recorder.record({
      ...common(command, recorder.at),
      kind: 'hold',
      quantity,
      held: balance.held + quantity,
      subject,
      expiresAt: recorder.at + command.ttl,
    }),
  };
}

/** Turns a live hold into consumption, also while the campaign is paused; confirming again answers the same entry. */
export function decideConfirm(
  recorder: Recorder,
  command: Extract<Command, { kind: 'confirm' }>,
  facts: Facts,
): Outcome {
  const { balance, hold } = findHold(recorder, command.campaignId, command.holdId, facts);
  if (!hold) {
    const confirmed = facts.relatedEntries.find(
      ({ kind, relatesTo }) => kind === 'confirm' && relatesTo === command.holdId,
    );
    if (confirmed) return { existing: confirmed };
    throw holdEnded();
  }
  return { entry: confirmHold(recorder, balance, hold, hold.quantity, command) };
}

/** Gives a live hold back. */
export function decideUnhold(recorder: Recorder, command: Extract<Command, { kind: 'unhold' }>, facts: Facts): Outcome {
  const { balance, hold } = findHold(recorder, command.campaignId, command.holdId, facts);
  if (!hold) throw holdEnded();
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: 'release',
    quantity: hold.quantity,
    held: balance.held - hold.quantity,
    subject: hold.subject,
    relatesTo: hold.id,
  });
  offerFreePlaces(recorder);
  return { entry };
}

/** Takes a place in the queue of a full campaign. */
export function decideWait(recorder: Recorder, command: Extract<Command, { kind: 'wait' }>, facts: Facts): Outcome {
  const balance = open(recorder, command, 'waitlist places');
  const { subject, campaignId } = command;
  if (!belongsToSubject(balance.unit))
    throw invalidQuantity(`A ${balance.unit} belongs to nobody: there is no waitlist`);
  const waiting = balance.waitlist.find((place) => place.subject === subject);
  const first = waiting && facts.subjectEntries.find(({ id }) => id === waiting.entryId);
  if (first) return { existing: first };
  if (placeOf(campaignId, subject, facts.subjectEntries) || balance.holds.some((hold) => hold.subject === subject))
    throw hasPlace();
  if (balance.capacity === 0) throw noCapacity();
  if (roomOf(recorder.account(), balance).headroom >= SCALE) {
    throw new DomainError('conflict', 'NOT_FULL', 'There is room: take a place instead of waiting');
  }
  return { entry: recorder.record({ ...common(command, recorder.at), kind: 'wait', quantity: SCALE, subject }) };
}

/** Leaves the queue. */
export function decideLeave(recorder: Recorder, command: Extract<Command, { kind: 'leave' }>): Outcome {
  const balance = recorder.balance(command.campaignId);
  const place = balance?.waitlist.find(({ subject }) => subject === command.subject);
  if (!place) throw new DomainError('not_found', 'NOT_FOUND', 'The subject is not waiting');
  const { subject } = place;
  const draft = {
    ...common(command, recorder.at),
    kind: 'leave',
    quantity: SCALE,
    subject,
    relatesTo: place.entryId,
  } as const;
  return { entry: recorder.record(draft) };
}

function open(recorder: Recorder, command: Command, what: string): Balance {
  const balance = recorder.balance(command.campaignId);
  if (!balance || balance.termsVersion === 0) throw noCapacity();
  if (!isOpen(balance)) throw notOpen(what, balance.status);
  return balance;
}

function findHold(
  recorder: Recorder,
  campaignId: string,
  holdId: string,
  facts: Facts,
): { balance: Balance; hold: Hold | undefined } {
  const balance = recorder.balance(campaignId);
  const known = facts.relatedEntries.some(
    (entry) => entry.id === holdId && entry.kind === 'hold' && entry.campaignId === campaignId,
  );
  if (!balance || !known) throw new DomainError('not_found', 'NOT_FOUND', 'Hold not found');
  return { balance, hold: balance.holds.find(({ id }) => id === holdId) };
}

function holdEnded(): DomainError {
  return new DomainError('conflict', 'HOLD_ENDED', 'The hold has ended');
}

function hasPlace(): DomainError {
  return new DomainError('conflict', 'CONFLICT', 'The subject already has a place in this campaign');
}
