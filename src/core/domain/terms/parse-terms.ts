import type { Issue } from '../shared/errors.ts';
import { type CalendarDate, isCalendarDate } from '../shared/time.ts';
import type { TermsInput } from './input.ts';
import { DEFAULT_OVERAGE, DISCOUNT_MONTHS_MAX, TIERS_MAX } from './limits.ts';
import { FIELDS_OF, parseModel } from './parse-model.ts';
import { createTermsReader, type TermsReader } from './read-terms.ts';
import type { CommercialTerms, CommonTerms, Tiers } from './terms.ts';

export interface ParsedTerms {
  /** Null where there is an issue. */
  readonly terms: CommercialTerms | null;
  readonly issues: readonly Issue[];
}

const COMMON = ['model', 'effectiveFrom', 'overage', 'tiers', 'termDiscount', 'minimumCommitment', 'tariff'];

/**
 * The terms that an input describes, or everything that is incomplete or out of range in it.
 * @param earliest the first day that the terms may count from
 */
export function parseTerms(input: TermsInput, currency: string, earliest: CalendarDate): ParsedTerms {
  const reader = createTermsReader(currency);
  const { check } = reader;
  const allowed = new Set<string>([...COMMON, ...FIELDS_OF[input.model]]);
  for (const [field, value] of Object.entries(input))
    if (value !== null && value !== undefined && !allowed.has(field))
      check.add(field, 'NOT_OF_MODEL', `${field} does not belong to the model ${input.model}`);
  const terms = parseModel(reader, input, parseCommon(reader, input, earliest));
  return { terms: check.issues.length === 0 ? terms : null, issues: check.issues };
}

function parseCommon(reader: TermsReader, input: TermsInput, earliest: CalendarDate): CommonTerms {
  const { check } = reader;
  const effectiveFrom = input.effectiveFrom ?? null;
  if (effectiveFrom !== null && !isCalendarDate(effectiveFrom))
    check.add('effectiveFrom', 'INVALID_DATE', 'effectiveFrom must be a calendar date');
  else if (effectiveFrom !== null && effectiveFrom < earliest)
    check.add('effectiveFrom', 'OUT_OF_RANGE', `effectiveFrom must be ${earliest} or later: earlier months are closed`);
  return {
    effectiveFrom,
    overage: reader.ratio('overage', input.overage, 0) ?? DEFAULT_OVERAGE,
    tiers: input.tiers ? parseTiers(reader, input.tiers) : null,
    termDiscount: input.termDiscount ? parseDiscount(reader, input.termDiscount) : null,
    minimumCommitment: input.minimumCommitment
      ? {
          amount: reader.amount('minimumCommitment.amount', input.minimumCommitment.amount, 'positive') ?? '0',
          per: input.minimumCommitment.per,
        }
      : null,
    tariff: input.tariff ?? 'committed',
  };
}

function parseTiers(reader: TermsReader, tiers: NonNullable<TermsInput['tiers']>): Tiers {
  const { check } = reader;
  if (tiers.steps.length === 0 || tiers.steps.length > TIERS_MAX)
    check.add('tiers.steps', 'OUT_OF_RANGE', `tiers.steps must have from 1 to ${TIERS_MAX} steps`);
  let reached = 0;
  const steps = tiers.steps.map(({ upTo, unitPrice }, at) => {
    const path = `tiers.steps.${at}`;
    const isLast = at === tiers.steps.length - 1;
    if ((upTo === null) !== isLast) check.add(`${path}.upTo`, 'OUT_OF_RANGE', 'Only the last step has no end');
    if (upTo !== null) {
      if (!Number.isInteger(upTo) || upTo <= reached)
        check.add(`${path}.upTo`, 'OUT_OF_RANGE', 'Steps end at ascending whole numbers');
      reached = upTo;
    }
    return { upTo, unitPrice: reader.requiredPrice(`${path}.unitPrice`, unitPrice, 'from zero') };
  });
  return { mode: tiers.mode, steps };
}

function parseDiscount(
  reader: TermsReader,
  discount: NonNullable<TermsInput['termDiscount']>,
): CommonTerms['termDiscount'] {
  const months = reader.check.integer('termDiscount.months', discount.months, 1, DISCOUNT_MONTHS_MAX);
  const percent = reader.rate('termDiscount.percent', discount.percent, { above: 0, to: 100 });
  return months === null || percent === null ? null : { months, percent };
}
