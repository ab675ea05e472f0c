import type { z } from '@hono/zod-openapi';
import type { Bill, Interval } from '../../../core/domain/billing/what-if.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { CampaignWhatIf } from '../../../core/usecases/billing/what-if-campaign.ts';
import type { CompanyWhatIf } from '../../../core/usecases/billing/what-if-company.ts';
import type { CompanyWhatIfSchema, WhatIfSchema } from '../schemas/what-if.ts';
import { presentChargeLine } from './charges.ts';

const CONFIDENCE = 0.8;

export function presentWhatIf(answer: CampaignWhatIf): z.output<typeof WhatIfSchema> {
  const { campaignId, currency, interval } = answer;
  const money = (amount: number) => formatMoney(amount, currency);
  const bill = ({ lines, total }: Bill) => ({
    lines: lines.map((line) => presentChargeLine(line, currency)),
    total: money(total),
  });
  const range = ({ low, high }: Interval) => ({ low: money(low), high: money(high) });
  return {
    campaignId,
    currency,
    current: bill(answer.current),
    proposed: bill(answer.proposed),
    difference: money(answer.difference),
    limits: answer.limits.map(({ terms, limit, reachedAt, refused }) => ({
      terms,
      limit: toUnits(limit),
      reachedAt: reachedAt === null ? null : toRfc3339(reachedAt),
      refused: toUnits(refused),
    })),
    alerts: answer.alerts.map((alert) => ({ ...alert, at: toRfc3339(alert.at) })),
    interval: interval && {
      confidence: CONFIDENCE,
      current: range(interval.current),
      proposed: range(interval.proposed),
      difference: range(interval.difference),
    },
  };
}

export function presentCompanyWhatIf({ campaigns, totals }: CompanyWhatIf): z.output<typeof CompanyWhatIfSchema> {
  return {
    campaigns: campaigns.map(presentWhatIf),
    totals: totals.map(({ currency, current, proposed, difference }) => ({
      currency,
      current: formatMoney(current, currency),
      proposed: formatMoney(proposed, currency),
      difference: formatMoney(difference, currency),
    })),
  };
}
