import { dateAt, type Instant, startOfDay } from '../shared/time.ts';

/** What is kept for a time only. The ledger, terms and invoice lines are not among it: they stay at least ten years. */
export const EXPIRING = ['alertDecisions', 'alertMessages', 'audit'] as const;
export type Expiring = (typeof EXPIRING)[number];

const YEARS = 2;

/** The instant from which on decisions, deliveries and audit are kept: two calendar years ago, UTC. */
export function keptSince(now: Instant): Instant {
  const day = Temporal.PlainDate.from(dateAt(now, 'UTC')).subtract({ years: YEARS });
  return startOfDay(day.toString(), 'UTC');
}
