import type { z } from '@hono/zod-openapi';
import type { Completion, ReachedMilestone } from '../../../core/domain/billing/completion.ts';
import type { ComponentUse } from '../../../core/domain/billing/component-use.ts';
import type { Line } from '../../../core/domain/rating/rate.ts';
import { divideHalfUp } from '../../../core/domain/shared/decimal.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { SCALE } from '../../../core/domain/shared/quantity.ts';
import type { Rational } from '../../../core/domain/shared/rational.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { Charges } from '../../../core/usecases/billing/get-charges.ts';
import type { Invoice } from '../../../core/usecases/billing/preview-invoice.ts';
import type {
  ChargeLineSchema,
  ChargesSchema,
  CompletionSchema,
  ComponentUseSchema,
  InvoiceSchema,
  MilestoneSchema,
} from '../schemas/charges.ts';

/** A JSON number of at most 4 decimals, half up. */
function presentQuantity({ numerator, denominator }: Rational): number {
  return Number(divideHalfUp(numerator * BigInt(SCALE), denominator)) / SCALE;
}

export function presentChargeLine(line: Line, currency: string): z.output<typeof ChargeLineSchema> {
  return {
    description: line.description,
    meter: line.meter,
    quantity: presentQuantity(line.quantity),
    unitPrice: line.unitPrice,
    amount: formatMoney(line.amount, currency),
    from: line.from,
    to: line.to,
    posted: line.posted,
    entries: [...line.entries],
    evidence: [...line.evidence],
  };
}

export function presentCharges({ currency, lines, total }: Charges): z.output<typeof ChargesSchema> {
  return {
    currency,
    lines: lines.map((line) => presentChargeLine(line, currency)),
    total: formatMoney(total, currency),
  };
}

export function presentInvoice({ currency, lines, total }: Invoice): z.output<typeof InvoiceSchema> {
  return {
    currency,
    lines: lines.map((line) => ({
      id: line.id,
      description: line.description,
      meter: line.meter,
      quantity: line.quantity / SCALE,
      unitPrice: line.unitPrice,
      amount: formatMoney(line.amount, currency),
      from: line.from,
      to: line.to,
      posted: line.posted,
      corrects: line.corrects,
      entries: [...line.entries],
      evidence: [...line.evidence],
    })),
    total: formatMoney(total, currency),
  };
}

export function presentCompletion(completion: Completion): z.output<typeof CompletionSchema> {
  return {
    campaignId: completion.campaignId,
    subject: completion.subject,
    occurredAt: toRfc3339(completion.completedAt),
    recordedAt: toRfc3339(completion.recordedAt),
    evidence: completion.evidence.map(({ evidenceId, attachedAt, withdrawnAt }) => ({
      evidenceId,
      attachedAt: toRfc3339(attachedAt),
      withdrawnAt: withdrawnAt === null ? null : toRfc3339(withdrawnAt),
    })),
  };
}

export function presentMilestone(reached: ReachedMilestone): z.output<typeof MilestoneSchema> {
  return {
    campaignId: reached.campaignId,
    milestone: reached.milestone,
    reachedAt: toRfc3339(reached.reachedAt),
    recordedAt: toRfc3339(reached.recordedAt),
  };
}

export function presentComponentUse(use: ComponentUse): z.output<typeof ComponentUseSchema> {
  return {
    id: use.id,
    campaignId: use.campaignId,
    component: use.component,
    quantity: use.quantity / SCALE,
    occurredAt: toRfc3339(use.occurredAt),
    recordedAt: toRfc3339(use.recordedAt),
  };
}
