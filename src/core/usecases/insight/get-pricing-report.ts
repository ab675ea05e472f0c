import type { PricingInsight } from '../../domain/insight/insight.ts';
import { type PricingReport, reportOf } from '../../domain/insight/report.ts';
import type { RequestContext } from '../context.ts';
import { streamPricingSignals } from './list-pricing-signals.ts';
import type { InsightPorts } from './load-insights.ts';

/** What a company's contracts come to, over all of its campaigns. Throws FORBIDDEN, NOT_FOUND. */
export async function getPricingReport(
  ports: InsightPorts,
  context: RequestContext,
  input: { readonly companyId: string },
): Promise<PricingReport> {
  const insights: PricingInsight[] = [];
  for await (const insight of await streamPricingSignals(ports, context, input)) insights.push(insight);
  return reportOf(insights);
}
