import type { Given } from '../shared/patch.ts';
import type { CalendarDate } from '../shared/time.ts';
import type { PricingModel } from './terms.ts';

/**
 * Commercial terms as they are put: prices and amounts as decimal strings, counts, shares and ratios as numbers.
 * Which fields are required, allowed and in range depends on `model`; `parseTerms` says.
 */
export interface TermsInput {
  readonly model: PricingModel;
  readonly effectiveFrom?: Given<CalendarDate>;
  readonly overage?: Given<number>;
  readonly tiers?: Given<{
    readonly mode: 'graduated' | 'volume';
    readonly steps: readonly { readonly upTo: number | null; readonly unitPrice: string }[];
  }>;
  readonly termDiscount?: Given<{ readonly months: number; readonly percent: number | string }>;
  readonly minimumCommitment?: Given<{ readonly amount: string; readonly per: 'month' | 'term' }>;
  readonly tariff?: Given<'committed' | 'flexible'>;
  readonly committedSeats?: Given<number>;
  readonly seatPricePerMonth?: Given<string>;
  readonly overageSeatPrice?: Given<string>;
  readonly reclaimAfterDays?: Given<number>;
  readonly autoReclaim?: Given<boolean>;
  readonly creditAllocation?: Given<number>;
  readonly creditConsumptionRate?: Given<number | string>;
  readonly creditPrice?: Given<string>;
  readonly overageCreditPrice?: Given<string>;
  readonly learnersCommitted?: Given<number>;
  readonly pricePerLearner?: Given<string>;
  readonly outcomesGuaranteed?: Given<readonly string[]>;
  readonly outcomeThresholds?: Given<Readonly<Record<string, number>>>;
  readonly outcomeCreditRate?: Given<number | string>;
  readonly requireEvidence?: Given<boolean>;
  readonly subscriptionId?: Given<string>;
  readonly share?: Given<number>;
  readonly capacityUnit?: Given<string>;
  readonly capacity?: Given<number>;
  readonly description?: Given<string>;
  readonly fixedFee?: Given<string>;
  readonly variableComponents?: Given<
    readonly {
      readonly name: string;
      readonly unit: string;
      readonly rate: string;
      readonly cap?: Given<number>;
      readonly estimate?: Given<number>;
    }[]
  >;
  readonly milestonePayments?: Given<
    readonly { readonly milestone: string; readonly amount: string; readonly dueDate?: Given<CalendarDate> }[]
  >;
}
