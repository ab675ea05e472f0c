import { LIST_MAX, TIERS_MAX } from '../../../../core/domain/terms/limits.ts';
import type { PricingModel } from '../../../../core/domain/terms/terms.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface TermsField {
  readonly name: string;
  readonly label: string;
  /** `CURRENCY` stands for the campaign's own. */
  readonly unit: string | null;
  readonly hint: string | null;
  readonly optional: boolean;
  readonly kind:
    | 'integer'
    | 'number'
    | 'decimal'
    | 'percent'
    | 'text'
    | 'long'
    | 'list'
    | 'subscription'
    | 'choice'
    | 'date';
  readonly choices: readonly Choice[];
}

/** Rows of fields, as many as are needed: tiers, thresholds, components, milestones. */
export interface TermsRows {
  readonly name: RowsName;
  readonly legend: string;
  readonly hint: string;
  /** One row, as its errors name it. */
  readonly one: string;
  readonly most: number;
  readonly columns: readonly TermsField[];
}

export type RowsName = 'tiers' | 'outcomeThresholds' | 'variableComponents' | 'milestonePayments';

type Rest = Partial<Pick<TermsField, 'unit' | 'hint' | 'optional' | 'choices'>>;

function field(name: string, label: string, kind: TermsField['kind'], rest: Rest = {}): TermsField {
  return { name, label, kind, unit: null, hint: null, optional: false, choices: [], ...rest };
}

const optional = (name: string, label: string, kind: TermsField['kind'], rest: Rest = {}) =>
  field(name, label, kind, { optional: true, ...rest });

export const CURRENCY_UNIT = 'CURRENCY';
const unit = CURRENCY_UNIT;

/** What each model is made of. */
export const MODEL_FIELDS: Readonly<Record<PricingModel, readonly TermsField[]>> = {
  seats: [
    field('committedSeats', 'Seats', 'integer'),
    field('seatPricePerMonth', 'Price per seat and month', 'decimal', { unit }),
    optional('overageSeatPrice', 'Overage price', 'decimal', {
      unit,
      hint: 'Past the commitment; the same where left empty',
    }),
    optional('reclaimAfterDays', 'Reclaim after', 'integer', {
      unit: 'days',
      hint: 'Without activity; never where left empty',
    }),
    field('autoReclaim', 'Reclaimed', 'choice', {
      choices: [
        { value: 'false', label: 'By an admin' },
        { value: 'true', label: 'By itself' },
      ],
    }),
  ],
  credits: [
    field('creditAllocation', 'Credits', 'number'),
    field('creditConsumptionRate', 'Credits per hour or session', 'decimal'),
    optional('creditPrice', 'Price per credit', 'decimal', { unit, hint: '0.50 where left empty' }),
    optional('overageCreditPrice', 'Overage price', 'decimal', {
      unit,
      hint: 'Past the allocation; the same where left empty',
    }),
  ],
  iaas: [
    field('learnersCommitted', 'Learners', 'integer'),
    field('pricePerLearner', 'Price per completed learner', 'decimal', { unit }),
    field('requireEvidence', 'Completions count', 'choice', {
      choices: [
        { value: 'true', label: 'Only with evidence' },
        { value: 'false', label: 'Also without evidence' },
      ],
    }),
    optional('outcomesGuaranteed', 'Outcomes', 'list', { hint: 'Parted by commas' }),
    optional('outcomeCreditRate', 'Given back', 'percent', {
      unit: '%',
      hint: 'Of the charge, for each outcome that is not reached',
    }),
  ],
  bundle: [
    field('subscriptionId', 'Subscription', 'subscription'),
    field('share', 'Share of its learners', 'percent', { unit: '%' }),
  ],
  custom: [
    field('capacityUnit', 'Counted in', 'choice', {
      choices: [
        { value: 'seat', label: 'Seats' },
        { value: 'learner', label: 'Learners' },
        { value: 'session', label: 'Sessions' },
        { value: 'hour', label: 'Hours' },
      ],
    }),
    field('capacity', 'Capacity', 'integer'),
    optional('fixedFee', 'Fixed fee', 'decimal', { unit }),
    optional('description', 'What was agreed', 'long'),
  ],
};

const THRESHOLDS: TermsRows = {
  name: 'outcomeThresholds',
  legend: 'Outcomes that must be reached',
  hint: 'As Program Management reports them, such as sroi, vis or language',
  one: 'threshold',
  most: LIST_MAX,
  columns: [field('name', 'Outcome', 'text'), field('value', 'At least', 'number')],
};

const COMPONENTS: TermsRows = {
  name: 'variableComponents',
  legend: 'Charged by use',
  hint: 'Up to the cap; the estimate is what the cost of the whole period counts with',
  one: 'component',
  most: LIST_MAX,
  columns: [
    field('name', 'Name', 'text'),
    field('unit', 'Unit', 'text'),
    field('rate', 'Rate', 'decimal', { unit }),
    optional('cap', 'Cap', 'number'),
    optional('estimate', 'Estimate', 'number'),
  ],
};

const MILESTONES: TermsRows = {
  name: 'milestonePayments',
  legend: 'Paid when a milestone is reached',
  hint: 'Nothing is due before it is',
  one: 'milestone',
  most: LIST_MAX,
  columns: [
    field('milestone', 'Name', 'text'),
    field('amount', 'Amount', 'decimal', { unit }),
    optional('dueDate', 'Planned for', 'date'),
  ],
};

export const MODEL_ROWS: Readonly<Record<PricingModel, readonly TermsRows[]>> = {
  seats: [],
  credits: [],
  iaas: [THRESHOLDS],
  bundle: [],
  custom: [COMPONENTS, MILESTONES],
};

/** What any model may have beside its own. */
export const COMMON_FIELDS: readonly TermsField[] = [
  optional('overage', 'Allowance past the capacity', 'percent', { unit: '%', hint: '10 where left empty; 0 for none' }),
  field('tariff', 'Charged is', 'choice', {
    choices: [
      { value: 'committed', label: 'What is committed, used or not' },
      { value: 'flexible', label: 'Only what was used' },
    ],
  }),
  optional('termDiscount-percent', 'Discount for a long term', 'percent', { unit: '%' }),
  optional('termDiscount-months', 'From a term of', 'integer', { unit: 'months' }),
  optional('minimumCommitment-amount', 'Minimum charge', 'decimal', {
    unit,
    hint: 'What is missing is charged on top',
  }),
  field('minimumCommitment-per', 'For each', 'choice', {
    choices: [
      { value: 'term', label: 'Whole term' },
      { value: 'month', label: 'Month' },
    ],
  }),
  field('tiers-mode', 'Prices by tiers', 'choice', {
    hint: 'In place of the price above',
    choices: [
      { value: '', label: 'No tiers' },
      { value: 'graduated', label: 'Each part at its own step’s price' },
      { value: 'volume', label: 'All at the price of the step reached' },
    ],
  }),
];

export const TIERS: TermsRows = {
  name: 'tiers',
  legend: 'Steps',
  hint: 'The last one has no end',
  one: 'step',
  most: TIERS_MAX,
  columns: [optional('upTo', 'Up to', 'integer'), field('unitPrice', 'Price', 'decimal', { unit })],
};

export const EFFECTIVE_FROM = optional('effectiveFrom', 'Counts from', 'date');
