import { takesCorrections } from '../lifecycle/status.ts';
import { DomainError } from '../shared/errors.ts';
import { belongsToSubject, MAX_QUANTITY, precisionOf } from '../shared/quantity.ts';
import type { Balance } from './account.ts';
import type { Command, Facts } from './command.ts';
import { checkOccurredAt, common, requireRoom } from './consume.ts';
import { offerFreePlaces } from './due.ts';
import type { Entry, GrantPortion } from './entry.ts';
import { burn, giveBack, takeBack } from './grants.ts';
import type { Outcome } from './outcome.ts';
import { leftOf, placeOf, takenBack } from './places.ts';
import type { Recorder } from './recorder.ts';
import { invalidQuantity, nothingToReverse, notOpen } from './refusals.ts';

/** Frees the subject's seat or place; the free place goes to whoever waits first. */
export function decideRelease(
  recorder: Recorder,
  command: Extract<Command, { kind: 'release' }>,
  facts: Facts,
): Outcome {
  const balance = correctable(recorder, command, 'release');
  checkOccurredAt(command.occurredAt, balance, recorder.at);
  const place = belongsToSubject(balance.unit)
    ? placeOf(command.campaignId, command.subject, facts.subjectEntries)
    : null;
  if (!place || (command.placeId !== undefined && command.placeId !== place.id)) {
    throw new DomainError('not_found', 'NOTHING_TO_RELEASE', 'The subject has no place in this campaign');
  }
  const quantity = leftOf(place, facts.subjectEntries);
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: 'release',
    quantity,
    consumed: balance.consumed - quantity,
    subject: command.subject,
    relatesTo: place.id,
  });
  offerFreePlaces(recorder);
  return { entry };
}

/** Takes back a consumption, wholly or in part, never more than is left of it. */
export function decideReverse(
  recorder: Recorder,
  command: Extract<Command, { kind: 'reverse' }>,
  facts: Facts,
): Outcome {
  const balance = correctable(recorder, command, 'reversal');
  const target = facts.relatedEntries.find(({ id }) => id === command.entryId);
  if (!target || target.campaignId !== command.campaignId) {
    throw new DomainError('not_found', 'NOT_FOUND', 'Ledger entry not found');
  }
  if (target.kind !== 'consume' && target.kind !== 'confirm')
    throw nothingToReverse(`A ${target.kind} cannot be reversed`);
  const already = takenBack(target, facts.relatedEntries);
  const left = target.quantity - already;
  if (left === 0) throw nothingToReverse('Nothing is left of this entry');
  const quantity = command.quantity ?? left;
  if (quantity <= 0 || quantity % precisionOf(balance.unit) !== 0) throw invalidQuantity('The quantity is not valid');
  if (quantity > left) throw nothingToReverse('Less than that is left of this entry');
  if (quantity > balance.consumed) throw nothingToReverse('An adjustment has taken it back already');
  const split = takeBack(balance, quantity, giveBack(target.split ?? [], target.quantity, already, quantity));
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: 'reverse',
    quantity,
    consumed: balance.consumed - quantity,
    subject: target.subject,
    relatesTo: target.id,
    split,
  });
  expireReturned(recorder, entry, balance, split);
  offerFreePlaces(recorder);
  return { entry };
}

/** Corrects what is consumed by a signed quantity; not where the unit belongs to a subject. */
export function decideAdjust(recorder: Recorder, command: Extract<Command, { kind: 'adjust' }>): Outcome {
  const balance = correctable(recorder, command, 'adjustment');
  const { quantity } = command;
  if (belongsToSubject(balance.unit))
    throw invalidQuantity(`A ${balance.unit} belongs to a subject: release or reverse it`);
  if (quantity === 0 || Math.abs(quantity) > MAX_QUANTITY) throw invalidQuantity('The quantity is not valid');
  if (quantity % precisionOf(balance.unit) !== 0) throw invalidQuantity(`A ${balance.unit} cannot be divided`);
  if (quantity > 0) requireRoom(recorder, balance, quantity);
  if (balance.consumed + quantity < 0) throw invalidQuantity('Less than that is consumed');
  const split = quantity > 0 ? burn(balance.grants, quantity) : takeBack(balance, -quantity, []);
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: 'adjust',
    quantity,
    consumed: balance.consumed + quantity,
    split,
  });
  if (quantity < 0) expireReturned(recorder, entry, balance, split);
  offerFreePlaces(recorder);
  return { entry };
}

function correctable(recorder: Recorder, command: Command, what: string): Balance {
  const balance = recorder.balance(command.campaignId);
  if (!balance || !takesCorrections(balance.status)) throw notOpen(what, balance?.status ?? 'draft');
  return balance;
}

/** What returns to a grant that has ended leaves the capacity again in the same commit. */
function expireReturned(recorder: Recorder, cause: Entry, before: Balance, split: readonly GrantPortion[]): void {
  for (const portion of split) {
    if (before.grants.some(({ id }) => id === portion.grantId)) continue;
    const balance = recorder.balance(cause.campaignId);
    if (!balance) return;
    recorder.record({
      campaignId: cause.campaignId,
      kind: 'expire',
      quantity: portion.quantity,
      capacity: balance.capacity - portion.quantity,
      key: `expire/${cause.id}/${portion.grantId}`,
      actor: 'system',
      relatesTo: cause.id,
    });
  }
}
