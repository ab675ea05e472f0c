/** Bounds of commercial terms. */
export const COUNT_MAX = 1_000_000_000;
/** The largest price, rate or amount, in whole units. */
export const PRICE_MAX = 1_000_000_000;
export const TIERS_MAX = 20;
export const LIST_MAX = 50;
export const WORD_MAX = 100;
export const TERMS_DESCRIPTION_MAX = 5_000;
export const DISCOUNT_MONTHS_MAX = 1_200;
export const RECLAIM_DAYS_MAX = 3_650;
/** The allowance where the terms say nothing: 10 %. */
export const DEFAULT_OVERAGE = 1_000;
/** What a credit costs where the terms say nothing. */
export const DEFAULT_CREDIT_PRICE = '0.50';
