import type { Contract } from '../../../src/core/domain/rating/contract.ts';
import type {
  BundleTerms,
  CommercialTerms,
  CommonTerms,
  CreditTerms,
  CustomTerms,
  IaasTerms,
  SeatTerms,
} from '../../../src/core/domain/terms/terms.ts';

const COMMON: CommonTerms = {
  effectiveFrom: null,
  overage: 1_000,
  tiers: null,
  termDiscount: null,
  minimumCommitment: null,
  tariff: 'committed',
};

export function seats(committedSeats: number, seatPricePerMonth: string, more: Partial<SeatTerms> = {}): SeatTerms {
  return {
    ...COMMON,
    model: 'seats',
    committedSeats,
    seatPricePerMonth,
    overageSeatPrice: null,
    reclaimAfterDays: null,
    autoReclaim: false,
    ...more,
  };
}

export function credits(creditAllocation: string, more: Partial<CreditTerms> = {}): CreditTerms {
  return {
    ...COMMON,
    model: 'credits',
    creditAllocation,
    creditConsumptionRate: '1.25',
    creditPrice: null,
    overageCreditPrice: null,
    ...more,
  };
}

export function iaas(learnersCommitted: number, pricePerLearner: string, more: Partial<IaasTerms> = {}): IaasTerms {
  return {
    ...COMMON,
    model: 'iaas',
    learnersCommitted,
    pricePerLearner,
    outcomesGuaranteed: [],
    outcomeThresholds: {},
    outcomeCreditRate: '0',
    requireEvidence: true,
    ...more,
  };
}

export function bundle(share: number): BundleTerms {
  return { ...COMMON, model: 'bundle', subscriptionId: 'subscription', share };
}

export function custom(more: Partial<CustomTerms>): CustomTerms {
  return {
    ...COMMON,
    model: 'custom',
    capacityUnit: 'session',
    capacity: 100,
    description: null,
    fixedFee: null,
    variableComponents: [],
    milestonePayments: [],
    ...more,
  };
}

/** A contract of one version of terms, or of several by their day. */
export function contractOf(
  startDate: string,
  endDate: string,
  terms: CommercialTerms | Record<string, CommercialTerms>,
  more: Partial<Contract> = {},
): Contract {
  const versions =
    'model' in terms
      ? [{ effectiveFrom: startDate, terms: terms as CommercialTerms }]
      : Object.entries(terms).map(([effectiveFrom, each]) => ({ effectiveFrom, terms: each }));
  return { currency: 'EUR', startDate, endDate, versions, ...more };
}
