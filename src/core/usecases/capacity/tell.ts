import type { Account } from '../../domain/capacity/account.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Verdict } from './decide-batch.ts';
import type { Request } from './request-queue.ts';

/** Answers the callers. */
export function tell(verdicts: readonly Verdict[]): void {
  for (const { request, answer: given } of verdicts) {
    if (given instanceof Error) request.reject(given);
    else if (request.command) request.resolve(given as Exclude<typeof given, Account>);
    else request.resolve(given as Account);
  }
}

/** Asks the callers to come again with the same key. */
export function refuse(requests: readonly Request[]): void {
  for (const request of requests) request.reject(unavailable());
}

export function unavailable(): DomainError {
  return new DomainError('unavailable', 'UNAVAILABLE', 'The ledger cannot be reached: try again', { retryAfter: 1 });
}
