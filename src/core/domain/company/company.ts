import type { CalendarDate, Instant } from '../shared/time.ts';

export const CONTACT_ROLES = ['company_admin', 'company_user', 'billing'] as const;

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly role: (typeof CONTACT_ROLES)[number];
}

export interface Company {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly tags: readonly string[];
  readonly contacts: readonly Contact[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const SUBSCRIPTION_STATUSES = ['active', 'cancelled', 'past_due'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** What a bundle campaign holds of a subscription: `share` in ten-thousandths, `capacity` in whole learners. */
export interface Share {
  readonly share: number;
  readonly capacity: number;
}

/** A company's learners' subscription, shared by bundle campaigns; the shares of all of them are at most 1. */
export interface Subscription {
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  readonly name: string;
  readonly learners: number;
  /** Minor units of the currency. */
  readonly price: number;
  readonly currency: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly status: SubscriptionStatus;
  /** The pool's own allowance, ten-thousandths. */
  readonly overage: number;
  readonly shares: Readonly<Record<string, Share>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
