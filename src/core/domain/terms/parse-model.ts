import { formatDecimal, parseDecimal } from '../shared/decimal.ts';
import { parseQuantity, SCALE } from '../shared/quantity.ts';
import { isCalendarDate } from '../shared/time.ts';
import type { TermsInput } from './input.ts';
import { COUNT_MAX, LIST_MAX, RECLAIM_DAYS_MAX, TERMS_DESCRIPTION_MAX, WORD_MAX } from './limits.ts';
import type { TermsReader } from './read-terms.ts';
import type { CommercialTerms, CommonTerms, CustomTerms, PricingModel } from './terms.ts';

/** The fields that each model has of its own. */
export const FIELDS_OF: Readonly<Record<PricingModel, readonly (keyof TermsInput)[]>> = {
  seats: ['committedSeats', 'seatPricePerMonth', 'overageSeatPrice', 'reclaimAfterDays', 'autoReclaim'],
  credits: ['creditAllocation', 'creditConsumptionRate', 'creditPrice', 'overageCreditPrice'],
  iaas: [
    'learnersCommitted',
    'pricePerLearner',
    'outcomesGuaranteed',
    'outcomeThresholds',
    'outcomeCreditRate',
    'requireEvidence',
  ],
  bundle: ['subscriptionId', 'share'],
  custom: ['capacityUnit', 'capacity', 'description', 'fixedFee', 'variableComponents', 'milestonePayments'],
};

const CUSTOM_UNITS = ['seat', 'learner', 'session', 'hour'] as const;

/** The terms of the input's model; what is wrong is in the reader's issues, and the terms are then not to be used. */
export function parseModel(reader: TermsReader, input: TermsInput, common: CommonTerms): CommercialTerms {
  const { check } = reader;
  switch (input.model) {
    case 'seats':
      return {
        ...common,
        model: 'seats',
        committedSeats: check.integer('committedSeats', input.committedSeats, 1, COUNT_MAX) ?? 0,
        seatPricePerMonth: unitPrice(reader, 'seatPricePerMonth', input.seatPricePerMonth, common),
        overageSeatPrice: reader.price('overageSeatPrice', input.overageSeatPrice, 'from zero'),
        reclaimAfterDays: check.optionalInteger('reclaimAfterDays', input.reclaimAfterDays, 1, RECLAIM_DAYS_MAX),
        autoReclaim: input.autoReclaim ?? false,
      };
    case 'credits':
      return {
        ...common,
        model: 'credits',
        creditAllocation: allocationOf(reader, input.creditAllocation),
        creditConsumptionRate: consumptionRateOf(reader, input.creditConsumptionRate),
        creditPrice: reader.price('creditPrice', input.creditPrice, 'from zero'),
        overageCreditPrice: reader.price('overageCreditPrice', input.overageCreditPrice, 'from zero'),
      };
    case 'iaas':
      return {
        ...common,
        model: 'iaas',
        learnersCommitted: check.integer('learnersCommitted', input.learnersCommitted, 1, COUNT_MAX) ?? 0,
        pricePerLearner: unitPrice(reader, 'pricePerLearner', input.pricePerLearner, common),
        outcomesGuaranteed: check.tags('outcomesGuaranteed', input.outcomesGuaranteed, LIST_MAX, WORD_MAX),
        outcomeThresholds: thresholdsOf(reader, input.outcomeThresholds ?? {}),
        outcomeCreditRate: reader.rate('outcomeCreditRate', input.outcomeCreditRate, { from: 0, to: 1 }) ?? '0',
        requireEvidence: input.requireEvidence ?? true,
      };
    case 'bundle':
      if (input.share === null || input.share === undefined) reader.required('share');
      return {
        ...common,
        model: 'bundle',
        subscriptionId: check.text('subscriptionId', input.subscriptionId, WORD_MAX) ?? '',
        share: reader.ratio('share', input.share, 1) ?? 0,
      };
    case 'custom':
      return parseCustom(reader, input, common);
  }
}

/** A price that tiers may stand in for: then it is the first tier's. */
function unitPrice(reader: TermsReader, path: string, price: string | null | undefined, common: CommonTerms): string {
  const given = reader.price(path, price, 'positive');
  const ofTiers = common.tiers?.steps[0]?.unitPrice;
  if ((price === null || price === undefined) && ofTiers === undefined) reader.required(path);
  return given ?? ofTiers ?? '0';
}

function allocationOf(reader: TermsReader, value: number | null | undefined): string {
  const exact = typeof value === 'number' ? parseQuantity(value) : null;
  if (value === null || value === undefined) reader.required('creditAllocation');
  else if (exact === null || exact < SCALE)
    reader.check.add(
      'creditAllocation',
      'OUT_OF_RANGE',
      `creditAllocation must be from 1 to ${COUNT_MAX}, with at most 4 decimals`,
    );
  return formatDecimal(parseDecimal(value ?? 0) ?? 0n);
}

function consumptionRateOf(reader: TermsReader, value: number | string | null | undefined): string {
  if (value === null || value === undefined) reader.required('creditConsumptionRate');
  return reader.rate('creditConsumptionRate', value, { above: 0, to: 1_000_000 }) ?? '0';
}

function thresholdsOf(reader: TermsReader, thresholds: Readonly<Record<string, number>>): Record<string, number> {
  const entries = Object.entries(thresholds);
  if (entries.length > LIST_MAX)
    reader.check.add('outcomeThresholds', 'TOO_MANY', `outcomeThresholds has more than ${LIST_MAX} items`);
  for (const [name, value] of entries)
    if (
      name.trim() === '' ||
      name.length > WORD_MAX ||
      !Number.isFinite(value) ||
      value < 0 ||
      parseQuantity(value) === null
    )
      reader.check.add(
        `outcomeThresholds.${name}`,
        'OUT_OF_RANGE',
        'A threshold is a number from 0, with at most 4 decimals',
      );
  return Object.fromEntries(entries);
}

function parseCustom(reader: TermsReader, input: TermsInput, common: CommonTerms): CustomTerms {
  const { check } = reader;
  const unit = CUSTOM_UNITS.find((candidate) => candidate === input.capacityUnit);
  if (!unit) check.add('capacityUnit', 'REQUIRED', `capacityUnit must be one of ${CUSTOM_UNITS.join(', ')}`);
  const quantity = (path: string, value: number | null | undefined): number | null => {
    if (value === null || value === undefined) return null;
    if ((parseQuantity(value) ?? -1) < 0)
      check.add(path, 'OUT_OF_RANGE', `${path} must be 0 or more, with at most 4 decimals`);
    return value;
  };
  const components = input.variableComponents ?? [];
  const milestones = input.milestonePayments ?? [];
  noRepeats(
    reader,
    'variableComponents',
    components.map(({ name }) => name),
  );
  noRepeats(
    reader,
    'milestonePayments',
    milestones.map(({ milestone }) => milestone),
  );
  return {
    ...common,
    model: 'custom',
    capacityUnit: unit ?? 'seat',
    capacity: check.integer('capacity', input.capacity, 0, COUNT_MAX) ?? 0,
    description: check.optionalText('description', input.description, TERMS_DESCRIPTION_MAX),
    fixedFee: reader.amount('fixedFee', input.fixedFee, 'from zero'),
    variableComponents: components.map((component, at) => ({
      name: check.text(`variableComponents.${at}.name`, component.name, WORD_MAX) ?? '',
      unit: check.text(`variableComponents.${at}.unit`, component.unit, WORD_MAX) ?? '',
      rate: reader.requiredPrice(`variableComponents.${at}.rate`, component.rate, 'from zero'),
      cap: quantity(`variableComponents.${at}.cap`, component.cap),
      estimate: quantity(`variableComponents.${at}.estimate`, component.estimate),
    })),
    milestonePayments: milestones.map(({ milestone, amount, dueDate }, at) => {
      if (dueDate && !isCalendarDate(dueDate))
        check.add(`milestonePayments.${at}.dueDate`, 'INVALID_DATE', 'dueDate must be a calendar date');
      return {
        milestone: check.text(`milestonePayments.${at}.milestone`, milestone, WORD_MAX) ?? '',
        amount: reader.amount(`milestonePayments.${at}.amount`, amount, 'from zero') ?? '0',
        dueDate: dueDate ?? null,
      };
    }),
  };
}

function noRepeats(reader: TermsReader, path: string, names: readonly string[]): void {
  if (names.length > LIST_MAX) reader.check.add(path, 'TOO_MANY', `${path} has more than ${LIST_MAX} items`);
  if (new Set(names.map((name) => name.trim())).size < names.length)
    reader.check.add(path, 'REPEATED', `${path} names the same thing twice`);
}
