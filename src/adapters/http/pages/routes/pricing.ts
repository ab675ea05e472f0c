import { Hono } from 'hono';
import { requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { PricingAction } from '../../../../core/domain/insight/contract-usage.ts';
import type { PricingInsight } from '../../../../core/domain/insight/insight.ts';
import { budgetTotals } from '../../../../core/domain/insight/report.ts';
import { dateAt } from '../../../../core/domain/shared/time.ts';
import { getCompany } from '../../../../core/usecases/companies/get-company.ts';
import { getPricing } from '../../../../core/usecases/insight/get-pricing.ts';
import { getPricingReport } from '../../../../core/usecases/insight/get-pricing-report.ts';
import { listContracts } from '../../../../core/usecases/insight/list-contracts.ts';
import { csvStream } from '../../csv.ts';
import { PRICING_COLUMNS, presentPricingRow } from '../../present/pricing.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part } from '../read.ts';
import { burnUp, NARROW } from '../view/burn-up.ts';
import {
  actionFilters,
  actionOf,
  contractRow,
  insightView,
  quantityOf,
  reportRow,
  reportView,
  totalFact,
} from '../view/pricing.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const ROWS = 50;
const EPOCH = '1970-01-01';
/** A chart of the projection says nothing of the forecast. */
const NO_FORECAST = { perDay: null, full: null, limit: null, reason: null } as const;

/** Usage against contract: of every company, of one with its report, and of a campaign. */
export function pricingRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/pricing', async (c) => {
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'pricing.read');
    const company = c.req.query('company') || null;
    const action = actionOf(c.req.query('action'));
    const number = Math.max(1, Number.parseInt(c.req.query('page') ?? '', 10) || 1);
    const [names, contracts] = await Promise.all([
      companyNames(pages, context),
      listContracts(core, context, company ? { companyId: company } : {}),
    ]);
    const shown = contracts.filter(({ contract }) => action === null || contract.action === action);
    const href = (to: PricingAction | null, at = 1) => {
      const query = new URLSearchParams({
        ...(company && { company }),
        ...(to && { action: to }),
        ...(at > 1 && { page: String(at) }),
      });
      return query.size > 0 ? `/pricing?${query}` : '/pricing';
    };
    const model = {
      rows: shown
        .slice((number - 1) * ROWS, number * ROWS)
        .map((each) => contractRow(each, names.get(each.campaign.companyId) ?? '')),
      filters: actionFilters(
        contracts.map(({ contract }) => contract.action),
        action,
        href,
      ),
      action,
      companies: [...names]
        .sort(([, a], [, b]) => a.localeCompare(b))
        .map(([value, label]) => ({ value, label, selected: value === company })),
      report: company && names.has(company) ? `/pricing/companies/${company}` : null,
      totals: budgetTotals(contracts.map(({ campaign }) => campaign)).map(totalFact),
      any: contracts.length > 0,
      before: number > 1 ? href(action, number - 1) : null,
      after: shown.length > number * ROWS ? href(action, number + 1) : null,
    };
    return page(pages, c, 'pricing/list', { title: 'Pricing', section: 'pricing' }, model);
  });

  app.get('/pricing/companies/:id', async (c) => {
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'pricing.read');
    const id = c.req.param('id');
    const company = await getCompany(core, context, { id });
    const action = actionOf(c.req.query('action'));
    const report = await part(getPricingReport(core, context, { companyId: id }));
    const base = `/pricing/companies/${id}`;
    const model = {
      name: company.name,
      base,
      csv: `${base}/report.csv`,
      whatIf: `/companies/${id}/what-if`,
      catalogue: `/catalogue/companies/${id}`,
      action,
      report: report.ok && {
        ...reportView(report.value),
        any: report.value.campaigns.length > 0,
        filters: actionFilters(
          report.value.campaigns.map(({ contract }) => contract.action),
          action,
          (to) => (to ? `${base}?action=${to}` : base),
        ),
        rows: report.value.campaigns
          .filter(({ contract }) => action === null || contract.action === action)
          .map(reportRow),
      },
    };
    return page(pages, c, 'pricing/company', { title: `Pricing of ${company.name}`, section: 'pricing' }, model);
  });

  app.get('/pricing/companies/:id/report.csv', async (c) => {
    const report = await getPricingReport(core, requestContext(pages, c), { companyId: c.req.param('id') });
    return c.body(csvStream(PRICING_COLUMNS, report.campaigns, presentPricingRow), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="pricing-report.csv"',
    });
  });

  app.get('/campaigns/:id/pricing', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'pricing.read');
    const insight = await part(getPricing(core, context, { campaignId: campaign.id }));
    const charts = insight.ok ? await part(chartsOf(pages, insight.value)) : null;
    const model = {
      base: `/campaigns/${campaign.id}/pricing`,
      company: `/pricing/companies/${campaign.companyId}`,
      insight: insight.ok && insightView(insight.value),
      charts,
    };
    return campaignPage(pages, c, campaign, { tab: 'pricing', view: 'campaign/pricing' }, model);
  });

  return app;
}

/** The use over time with what is expected by the end, for a desk and for a phone; null before anything was used. */
async function chartsOf({ core }: PagesContext, { campaign, contract, metrics }: PricingInsight) {
  const { unit, capacity, consumed } = metrics;
  const days = await core.dayEnds.since(campaign.id, EPOCH);
  if (unit === null || capacity <= 0 || days.length === 0) return null;
  const { startDate, endDate, timeZone } = campaign;
  const today = dateAt(core.clock.now(), timeZone);
  const projected = contract.projected && !contract.period?.isOver ? quantityOf(contract.projected) : null;
  const hardLimit = capacity;
  const input = {
    days,
    today,
    startDate,
    endDate,
    unit,
    capacity,
    consumed,
    hardLimit,
    forecast: NO_FORECAST,
    projected,
  };
  return { wide: burnUp(input), narrow: burnUp(input, NARROW) };
}
