import type { z } from '@hono/zod-openapi';
import { type Actor, isStaff } from '../../../core/domain/access/actor.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { SCALE } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { CommercialTerms, CommonTerms, TermsVersion } from '../../../core/domain/terms/terms.ts';
import type { DryRun } from '../../../core/usecases/terms/dry-run-terms.ts';
import type { DryRunSchema, TermsSchema, TermsVersionSchema } from '../schemas/terms.ts';

/** Prices as text; ratios, rates and counts, which are no money, as numbers. */
export function presentTerms(terms: CommercialTerms): z.output<typeof TermsSchema> {
  const common = presentCommon(terms);
  switch (terms.model) {
    case 'seats':
      return {
        model: 'seats',
        committedSeats: terms.committedSeats,
        seatPricePerMonth: terms.seatPricePerMonth,
        overageSeatPrice: terms.overageSeatPrice,
        reclaimAfterDays: terms.reclaimAfterDays,
        autoReclaim: terms.autoReclaim,
        ...common,
      };
    case 'credits':
      return {
        model: 'credits',
        creditAllocation: Number(terms.creditAllocation),
        creditConsumptionRate: Number(terms.creditConsumptionRate),
        creditPrice: terms.creditPrice,
        overageCreditPrice: terms.overageCreditPrice,
        ...common,
      };
    case 'iaas':
      return {
        model: 'iaas',
        learnersCommitted: terms.learnersCommitted,
        pricePerLearner: terms.pricePerLearner,
        outcomesGuaranteed: [...terms.outcomesGuaranteed],
        outcomeThresholds: { ...terms.outcomeThresholds },
        outcomeCreditRate: Number(terms.outcomeCreditRate),
        requireEvidence: terms.requireEvidence,
        ...common,
      };
    case 'bundle':
      return { model: 'bundle', subscriptionId: terms.subscriptionId, share: terms.share / SCALE, ...common };
    case 'custom':
      return {
        model: 'custom',
        capacityUnit: terms.capacityUnit,
        capacity: terms.capacity,
        description: terms.description,
        fixedFee: terms.fixedFee,
        variableComponents: terms.variableComponents.map((component) => ({ ...component })),
        milestonePayments: terms.milestonePayments.map((payment) => ({ ...payment })),
        ...common,
      };
  }
}

function presentCommon(terms: CommonTerms) {
  return {
    effectiveFrom: terms.effectiveFrom,
    overage: terms.overage / SCALE,
    tiers: terms.tiers && { mode: terms.tiers.mode, steps: terms.tiers.steps.map((step) => ({ ...step })) },
    termDiscount: terms.termDiscount && {
      months: terms.termDiscount.months,
      percent: Number(terms.termDiscount.percent),
    },
    minimumCommitment: terms.minimumCommitment && { ...terms.minimumCommitment },
    tariff: terms.tariff,
  };
}

export function presentTermsVersion(version: TermsVersion, actor: Actor): z.output<typeof TermsVersionSchema> {
  return {
    number: version.number,
    effectiveFrom: version.effectiveFrom,
    terms: presentTerms(version.terms),
    createdAt: toRfc3339(version.createdAt),
    createdBy: isStaff(actor) || version.createdBy === actor.id ? version.createdBy : null,
  };
}

export function presentDryRun(dryRun: DryRun, currency: string): z.output<typeof DryRunSchema> {
  return {
    valid: dryRun.valid,
    currency,
    cost: dryRun.cost === null ? null : formatMoney(dryRun.cost, currency),
    warnings: dryRun.warnings.map((issue) => ({ ...issue })),
    errors: dryRun.errors.map((issue) => ({ ...issue })),
    proration: dryRun.proration && {
      effectiveFrom: dryRun.proration.effectiveFrom,
      present: formatMoney(dryRun.proration.present, currency),
      proposed: formatMoney(dryRun.proration.proposed, currency),
      difference: formatMoney(dryRun.proration.difference, currency),
    },
  };
}
