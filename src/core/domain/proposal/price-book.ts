import type { Decimal } from '../terms/terms.ts';

/** What a proposal is made from, in one currency; amounts in whole units. */
export interface PriceBook {
  readonly seatPricePerMonth: Decimal;
  readonly creditPrice: Decimal;
  readonly pricePerLearner: Decimal;
  /** The budget where none is named. */
  readonly budget: Decimal;
  /** Below this budget credits are recommended. */
  readonly creditsBelow: Decimal;
  /** Above this budget a bundle is recommended, where one is on offer. */
  readonly bundleAbove: Decimal;
}

/** The currencies that proposals are made in. */
export const PRICE_BOOKS: Readonly<Record<string, PriceBook>> = {
  EUR: {
    seatPricePerMonth: '500.00',
    creditPrice: '0.50',
    pricePerLearner: '150.00',
    budget: '25000.00',
    creditsBelow: '5000.00',
    bundleAbove: '50000.00',
  },
};

/** What does not depend on the currency. */
export const PROPOSAL_RULES = {
  months: 3,
  beneficiariesPerSeat: 5,
  sessionsPerBeneficiary: 4,
  creditsPerSession: 50,
  /** The part of a subscription that a bundle is offered with, in ten-thousandths. */
  bundleShare: 2_500,
  /** Above so many beneficiaries learners are recommended. */
  learnersAbove: 100,
} as const;
