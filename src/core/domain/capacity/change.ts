import { takesConsumption } from '../lifecycle/status.ts';
import { DomainError } from '../shared/errors.ts';
import { SCALE } from '../shared/quantity.ts';
import type { Balance } from './account.ts';
import { ALLOCATION } from './apply.ts';
import type { Command } from './command.ts';
import { common } from './consume.ts';
import { offerFreePlaces, recordLapse } from './due.ts';
import type { AccountChange } from './entry.ts';
import type { Outcome } from './outcome.ts';
import type { Recorder } from './recorder.ts';

type Change = Extract<Command, { kind: 'change' }>;

/** Takes over what changed in the campaign; a change older than the newest in the account is dropped, so that a late one undoes nothing. */
export function decideChange(recorder: Recorder, command: Change): Outcome {
  const { change } = command;
  return change.kind === 'status' ? changeStatus(recorder, command, change) : changeTerms(recorder, command, change);
}

function changeStatus(recorder: Recorder, command: Change, change: AccountChange & { kind: 'status' }): Outcome {
  const balance = recorder.balance(command.campaignId);
  const opens = takesConsumption(change.status);
  if (!balance) {
    if (!opens) return {};
    throw new DomainError('unavailable', 'UNAVAILABLE', 'The account has not heard of the terms yet', {
      retryAfter: 1,
    });
  }
  if (change.version <= balance.statusVersion) return {};
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: opens ? 'open' : 'close',
    quantity: 0,
    cause: change,
  });
  if (change.status === 'completed' || change.status === 'closed') endReservations(recorder, balance);
  offerFreePlaces(recorder);
  return { entry };
}

/** Completing or closing lapses all holds and empties the waitlist; in a pool that may free places for other campaigns. */
function endReservations(recorder: Recorder, balance: Balance): void {
  for (const hold of balance.holds) recordLapse(recorder, balance.campaignId, hold, recorder.at);
  for (const place of balance.waitlist) {
    recorder.record({
      campaignId: balance.campaignId,
      kind: 'leave',
      quantity: SCALE,
      key: `leave/${place.entryId}`,
      actor: 'system',
      subject: place.subject,
      relatesTo: place.entryId,
    });
  }
}

function changeTerms(recorder: Recorder, command: Change, change: AccountChange & { kind: 'terms' }): Outcome {
  const balance = recorder.balance(command.campaignId);
  if (balance && change.version <= balance.termsVersion) return {};
  const allocation = balance?.unit === 'credit' ? balance.grants.find(({ id }) => id === ALLOCATION) : undefined;
  const before = balance?.unit === change.unit ? balance.capacity : 0;
  const target =
    change.unit === 'credit' ? before + (allocation ? change.capacity - allocation.quantity : 0) : change.capacity;
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: 'resize',
    quantity: Math.abs(target - before),
    unit: change.unit,
    overage: change.overage,
    capacity: target,
    cause: change,
  });
  if (change.unit === 'credit' && !allocation) recordAllocation(recorder, command, change);
  offerFreePlaces(recorder);
  return { entry };
}

/** The allocation of credit terms is the first grant; it never expires. */
function recordAllocation(recorder: Recorder, command: Change, change: AccountChange & { kind: 'terms' }): void {
  if (change.capacity === 0) return;
  const balance = recorder.balance(command.campaignId);
  recorder.record({
    campaignId: command.campaignId,
    kind: 'grant',
    quantity: change.capacity,
    capacity: (balance?.capacity ?? 0) + change.capacity,
    key: `grant/${command.campaignId}/${ALLOCATION}/v${change.version}`,
    actor: command.actor,
    grant: { grantId: ALLOCATION, priority: 100, cost: change.allocationCost, startsAt: recorder.at },
  });
}
