import type { z } from '@hono/zod-openapi';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { SpendingLine } from '../../../core/usecases/spending/list-spending.ts';
import type { SpendingSchema } from '../schemas/spending.ts';

export function presentSpending({ spending, note }: SpendingLine): z.output<typeof SpendingSchema> {
  const { currency } = spending;
  return {
    id: spending.id,
    campaignId: spending.campaignId,
    amount: formatMoney(spending.amount, currency),
    currency,
    occurredAt: toRfc3339(spending.occurredAt),
    recordedAt: toRfc3339(spending.recordedAt),
    actor: spending.actor,
    note,
    budgetSpent: formatMoney(spending.spentAfter, currency),
  };
}
