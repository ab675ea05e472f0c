import { formatDecimal, parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import { SCALE, toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { CommercialTerms } from '../../../../core/domain/terms/terms.ts';
import type { FormValues } from '../forms.ts';
import { MODEL_FIELDS, type RowsName } from './terms-fields.ts';
import { nameIn } from './terms-rows.ts';

/** Agreed terms as the form shows them; from when they count is asked anew. */
export function fromTerms(terms: CommercialTerms | null): FormValues {
  if (!terms) return {};
  return { model: terms.model, ...ownValues(terms), ...rowValues(terms), ...commonValues(terms) };
}

function ownValues(terms: CommercialTerms): FormValues {
  const given = new Map<string, unknown>(Object.entries(terms));
  return Object.fromEntries(
    MODEL_FIELDS[terms.model].flatMap(({ name, kind }): [string, string][] => {
      const value = given.get(name);
      if (value === null || value === undefined) return [];
      if (name === 'share') return [[name, percentOf(String(Number(value) / SCALE))]];
      if (kind === 'percent') return [[name, percentOf(String(value))]];
      return [[name, Array.isArray(value) ? value.join(', ') : String(value)]];
    }),
  );
}

function percentOf(ratio: string): string {
  return formatDecimal((parseDecimal(ratio) ?? 0n) * 100n);
}

function rowValues(terms: CommercialTerms): FormValues {
  if (terms.model === 'iaas') {
    const rows = Object.entries(terms.outcomeThresholds).map(([name, value]) => ({ name, value }));
    return rowsOf('outcomeThresholds', rows);
  }
  if (terms.model !== 'custom') return {};
  return {
    ...rowsOf('variableComponents', terms.variableComponents),
    ...rowsOf('milestonePayments', terms.milestonePayments),
  };
}

function rowsOf(group: RowsName, rows: readonly object[]): FormValues {
  return Object.fromEntries(
    rows.flatMap((row, at) =>
      Object.entries(row).map(([column, value]) => [nameIn(group, at, column), value === null ? '' : String(value)]),
    ),
  );
}

function commonValues({ overage, tariff, termDiscount, minimumCommitment, tiers }: CommercialTerms): FormValues {
  return {
    overage: percentOf(String(toUnits(overage))),
    tariff,
    ...(termDiscount && {
      'termDiscount-percent': termDiscount.percent,
      'termDiscount-months': String(termDiscount.months),
    }),
    ...(minimumCommitment && {
      'minimumCommitment-amount': minimumCommitment.amount,
      'minimumCommitment-per': minimumCommitment.per,
    }),
    ...(tiers && { 'tiers-mode': tiers.mode, ...rowsOf('tiers', tiers.steps) }),
  };
}
