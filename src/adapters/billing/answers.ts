import { isBrokenCircuitError, isTaskCancelledError } from 'cockatiel';
import type { UsageEvent } from '../../core/domain/billing/usage-event.ts';
import type { BillingAnswer } from '../../ports/billing-service.ts';
import { PassingFailure, type Patience } from '../remote/policy.ts';

/** Answers of 4xx that may be different another time. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether an answer of this status will be the same however often it is asked for. */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && !PASSING.has(status);
}

/** What became of a request that failed. */
export function unavailable(error: unknown, { rest }: Pick<Patience, 'rest'>): BillingAnswer {
  if (isBrokenCircuitError(error))
    return { outcome: 'unavailable', reason: 'circuit open', retryAfter: rest, untried: true };
  const reason =
    error instanceof PassingFailure ? error.message : isTaskCancelledError(error) ? 'no answer in time' : 'unreachable';
  const retryAfter = error instanceof PassingFailure ? error.retryAfter : null;
  return { outcome: 'unavailable', reason, retryAfter, untried: false };
}

/** Sends event by event; what follows an unavailable one in its campaign is not sent. */
export async function sendSingly(
  events: readonly UsageEvent[],
  send: (event: UsageEvent) => Promise<BillingAnswer>,
): Promise<BillingAnswer[]> {
  const stopped = new Map<string, BillingAnswer>();
  const answers: BillingAnswer[] = [];
  for (const event of events) {
    const answer = stopped.get(event.campaignId) ?? (await send(event));
    if (answer.outcome === 'unavailable') stopped.set(event.campaignId, answer);
    answers.push(answer);
  }
  return answers;
}
