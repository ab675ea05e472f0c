import type { Given, Patch } from '../shared/patch.ts';
import type { CalendarDate } from '../shared/time.ts';
import type { Contact, SubscriptionStatus } from './company.ts';

export interface CompanyInput {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly tags?: Given<readonly string[]>;
  readonly contacts?: Given<readonly Contact[]>;
}

export type CompanyPatch = Patch<CompanyInput>;

export interface SubscriptionInput {
  readonly companyId: string;
  readonly name: string;
  readonly learners: number;
  /** Decimal string in `currency`. */
  readonly price: string;
  readonly currency: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  /** Default active. */
  readonly status?: Given<SubscriptionStatus>;
  /** A ratio 0..1, default 0.1. */
  readonly overage?: Given<number>;
}
