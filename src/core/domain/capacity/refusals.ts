import { DomainError } from '../shared/errors.ts';
import { type Quantity, toUnits } from '../shared/quantity.ts';
import type { Room } from './headroom.ts';

/** Nothing is recorded beyond the hard limit; the details tell which limit and how much would still fit. */
export function capacityExceeded(room: Room, requested: Quantity): DomainError {
  const whose = room.limitedBy === 'pool' ? 'the subscription’s pool' : 'the campaign';
  const headroom = Math.max(0, room.headroom);
  return new DomainError(
    'conflict',
    'CAPACITY_EXCEEDED',
    `${toUnits(requested)} requested, but ${whose} has room for ${toUnits(headroom)} more`,
    {
      details: {
        limit: toUnits(room.limit),
        consumed: toUnits(room.consumed),
        held: toUnits(room.held),
        requested: toUnits(requested),
        headroom: toUnits(headroom),
        limitedBy: room.limitedBy,
      },
    },
  );
}

/** Capacity 0, no live grant, or no terms yet. */
export function noCapacity(): DomainError {
  return new DomainError('conflict', 'NO_CAPACITY', 'The campaign has no capacity to take from');
}

export function notOpen(what: string, status: string): DomainError {
  return new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${status} and takes no ${what}`, {
    details: { status },
  });
}

export function invalidQuantity(message: string): DomainError {
  return new DomainError('invalid', 'INVALID_QUANTITY', message, {
    issues: [{ path: 'quantity', code: 'INVALID_QUANTITY', message }],
  });
}

export function subjectRequired(): DomainError {
  const message = 'A subject is needed: the place belongs to a person';
  return new DomainError('invalid', 'SUBJECT_REQUIRED', message, {
    issues: [{ path: 'subject', code: 'SUBJECT_REQUIRED', message }],
  });
}

export function nothingToReverse(message: string): DomainError {
  return new DomainError('conflict', 'NOTHING_TO_REVERSE', message);
}
