import { requirePermission } from '../../domain/access/permissions.ts';
import type { PricingInsight } from '../../domain/insight/insight.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import { type InsightPorts, loadInsights } from './load-insights.ts';

const BY_NAME = [{ field: 'name', direction: 'asc' }] as const;
const PAGE = 50;

type Input = { readonly companyId: string };

/** The insights of a company's campaigns, by name. Throws FORBIDDEN, NOT_FOUND, INVALID_CURSOR. */
export async function listPricingSignals(
  ports: InsightPorts,
  context: RequestContext,
  { companyId, limit, cursor }: Input & PageRequest,
): Promise<Page<PricingInsight>> {
  await requireCompany(ports, context, companyId);
  const { items, nextCursor } = await ports.campaigns.list({ companyId, limit, cursor, sort: BY_NAME });
  const campaigns = items.map(({ campaign }) => campaign);
  return { items: await loadInsights(ports, campaigns), nextCursor };
}

/** The same for all of its campaigns, a page of them in memory at a time. Throws FORBIDDEN, NOT_FOUND before the first. */
export async function streamPricingSignals(
  ports: InsightPorts,
  context: RequestContext,
  input: Input,
): Promise<AsyncIterable<PricingInsight>> {
  await requireCompany(ports, context, input.companyId);
  return insightsOfCompany(ports, context, input);
}

async function* insightsOfCompany(
  ports: InsightPorts,
  context: RequestContext,
  input: Input,
): AsyncGenerator<PricingInsight> {
  let cursor: string | null = null;
  do {
    const page: Page<PricingInsight> = await listPricingSignals(ports, context, { ...input, limit: PAGE, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function requireCompany(ports: InsightPorts, { actor }: RequestContext, companyId: string): Promise<void> {
  requirePermission(actor, 'pricing.read');
  if (!(await ports.companies.find(companyId))) throw notFound('Company');
}
