import { type Instant, MINUTE } from '../shared/time.ts';

/** When billing last said something that is kept here as it said it. */
export interface BillingReading {
  /** Of what; see `subscriptionReading` and `companyReading`. */
  readonly id: string;
  readonly version: number;
  readonly at: Instant;
}

/** How old what billing said may be before it is asked again. */
const FRESH_FOR = MINUTE;

/** Whether what was said then counts as said now; older, it is asked again, and stays only while billing cannot be asked. */
export function isFresh(saidAt: Instant, now: Instant): boolean {
  return now - saidAt < FRESH_FOR;
}

/** Of one subscription. */
export function subscriptionReading(subscriptionId: string): string {
  return `subscription ${subscriptionId}`;
}

/** Of all subscriptions of a company. */
export function companyReading(companyId: string): string {
  return `company ${companyId}`;
}
