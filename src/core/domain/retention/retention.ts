import { dateAt, type Instant, startOfDay } from '../shared/time.ts';

/**
 * What is kept for a time only: of the outbox what was delivered, since what waits or failed stays until it was acted on. The ledger, terms
 * and invoice lines are not among it: they stay at least ten years.
 */
export const EXPIRING = ['alertDecisions', 'alertMessages', 'audit', 'outbox'] as const;
export type Expiring = (typeof EXPIRING)[number];

/** The field whose instant says how long a document has been kept; null there: it has not begun to age. */
export const KEPT_FROM = {
  alertDecisions: 'at',
  alertMessages: 'createdAt',
  audit: 'at',
  outbox: 'deliveredAt',
} as const satisfies Readonly<Record<Expiring, string>>;

const YEARS = 2;

/** The instant from which on decisions, deliveries and audit are kept: two calendar years ago, UTC. */
export function keptSince(now: Instant): Instant {
  const day = Temporal.PlainDate.from(dateAt(now, 'UTC')).subtract({ years: YEARS });
  return startOfDay(day.toString(), 'UTC');
}
