import type { Unit } from '../shared/quantity.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';

export const PRICING_MODELS = ['seats', 'credits', 'iaas', 'bundle', 'custom'] as const;
export type PricingModel = (typeof PRICING_MODELS)[number];

/** A decimal as text, e.g. `"85.00"`, at most 6 decimals: unit prices and rates are never binary fractions. */
export type Decimal = string;

export interface Tiers {
  readonly mode: 'graduated' | 'volume';
  /** Ascending; only the last `upTo` is null. */
  readonly steps: readonly { readonly upTo: number | null; readonly unitPrice: Decimal }[];
}

export interface CommonTerms {
  readonly effectiveFrom: CalendarDate | null;
  /** Allowance past the capacity in ten-thousandths: 1 000 is 10 %. */
  readonly overage: number;
  readonly tiers: Tiers | null;
  readonly termDiscount: { readonly months: number; readonly percent: Decimal } | null;
  readonly minimumCommitment: { readonly amount: Decimal; readonly per: 'month' | 'term' } | null;
  readonly tariff: 'committed' | 'flexible';
}

export interface SeatTerms extends CommonTerms {
  readonly model: 'seats';
  readonly committedSeats: number;
  readonly seatPricePerMonth: Decimal;
  readonly overageSeatPrice: Decimal | null;
  readonly reclaimAfterDays: number | null;
  readonly autoReclaim: boolean;
}

export interface CreditTerms extends CommonTerms {
  readonly model: 'credits';
  readonly creditAllocation: Decimal;
  /** Credits for an hour or a session. */
  readonly creditConsumptionRate: Decimal;
  readonly creditPrice: Decimal | null;
  readonly overageCreditPrice: Decimal | null;
}

export interface IaasTerms extends CommonTerms {
  readonly model: 'iaas';
  readonly learnersCommitted: number;
  readonly pricePerLearner: Decimal;
  readonly outcomesGuaranteed: readonly string[];
  readonly outcomeThresholds: Readonly<Record<string, number>>;
  readonly outcomeCreditRate: Decimal;
  readonly requireEvidence: boolean;
}

export interface BundleTerms extends CommonTerms {
  readonly model: 'bundle';
  readonly subscriptionId: string;
  /** Ten-thousandths: 6 000 is a share of 0.6. */
  readonly share: number;
}

export interface CustomTerms extends CommonTerms {
  readonly model: 'custom';
  readonly capacityUnit: Exclude<Unit, 'credit'>;
  readonly capacity: number;
  readonly description: string | null;
  readonly fixedFee: Decimal | null;
  readonly variableComponents: readonly {
    readonly name: string;
    readonly unit: string;
    readonly rate: Decimal;
    readonly cap: number | null;
    readonly estimate: number | null;
  }[];
  readonly milestonePayments: readonly {
    readonly milestone: string;
    readonly amount: Decimal;
    readonly dueDate: CalendarDate | null;
  }[];
}

export type CommercialTerms = SeatTerms | CreditTerms | IaasTerms | BundleTerms | CustomTerms;

/** One saved version of a campaign's terms; versions count from 1 and are never changed. */
export interface TermsVersion {
  readonly id: string;
  readonly campaignId: string;
  readonly number: number;
  readonly terms: CommercialTerms;
  readonly effectiveFrom: CalendarDate;
  readonly createdAt: Instant;
  readonly createdBy: string;
}
