import { takesTerms } from '../lifecycle/status.ts';
import { DomainError } from '../shared/errors.ts';
import type { Command } from './command.ts';
import { checkQuantity, common } from './consume.ts';
import { offerFreePlaces } from './due.ts';
import type { Outcome } from './outcome.ts';
import type { Recorder } from './recorder.ts';
import { invalidQuantity, noCapacity, notOpen } from './refusals.ts';

/** Adds credits: at once, or announced now and recorded when the grant starts. */
export function decideGrant(recorder: Recorder, command: Extract<Command, { kind: 'grant' }>): Outcome {
  const balance = recorder.balance(command.campaignId);
  if (!balance || balance.termsVersion === 0) throw noCapacity();
  if (!takesTerms(balance.status)) throw notOpen('grants', balance.status);
  if (balance.unit !== 'credit') throw invalidQuantity('Only credits are granted: change the terms instead');
  checkQuantity(command.quantity, balance);
  const startsAt = command.startsAt ?? recorder.at;
  if (command.expiresAt !== null && command.expiresAt <= Math.max(startsAt, recorder.at)) {
    const message = 'A grant must end after it starts, and after now';
    throw new DomainError('invalid', 'INVALID', message, { issues: [{ path: 'expiresAt', code: 'INVALID', message }] });
  }
  const later = startsAt > recorder.at;
  const entry = recorder.record({
    ...common(command, recorder.at),
    kind: later ? 'schedule' : 'grant',
    quantity: command.quantity,
    capacity: balance.capacity + (later ? 0 : command.quantity),
    grant: { grantId: command.grantId, priority: command.priority, cost: command.cost, startsAt },
    ...(command.expiresAt !== null && { expiresAt: command.expiresAt }),
  });
  offerFreePlaces(recorder);
  return { entry };
}
