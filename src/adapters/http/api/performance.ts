import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { compareCampaign } from '../../../core/usecases/metrics/compare-campaign.ts';
import { estimateImpact } from '../../../core/usecases/metrics/estimate-impact.ts';
import { getDashboard } from '../../../core/usecases/metrics/get-dashboard.ts';
import { getFinancials, getPerformance } from '../../../core/usecases/metrics/get-performance.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, json, problems } from '../operation.ts';
import {
  presentComparison,
  presentDashboard,
  presentEstimate,
  presentFinancials,
  presentPerformance,
} from '../present/performance.ts';
import { compact, contextOf } from '../request.ts';
import { COMPARISON_EXAMPLE, ComparisonSchema } from '../schemas/comparison.ts';
import {
  DASHBOARD_EXAMPLE,
  DashboardSchema,
  ESTIMATE_EXAMPLE,
  EstimateQuery,
  EstimateSchema,
  FINANCIALS_EXAMPLE,
  FinancialsSchema,
  PERFORMANCE_EXAMPLE,
  PerformanceSchema,
} from '../schemas/performance.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Metrics'];

const financials = createRoute({
  method: 'get',
  path: '/campaigns/{id}/financials',
  operationId: 'getFinancials',
  tags,
  summary: 'How fast a campaign spends its budget, against its plan',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: { 200: json('Burn and plan', FinancialsSchema, FINANCIALS_EXAMPLE), ...problems(404) },
});

const performance = createRoute({
  method: 'get',
  path: '/campaigns/{id}/performance',
  operationId: 'getPerformance',
  tags,
  summary: 'What a campaign got for what it spent, and where it is heading',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: { 200: json('Costs, return and trends', PerformanceSchema, PERFORMANCE_EXAMPLE), ...problems(404) },
});

const estimate = createRoute({
  method: 'get',
  path: '/campaigns/{id}/sroi',
  operationId: 'estimateImpact',
  tags,
  summary: 'Our own estimate of SROI and VIS beside what is reported, with its inputs and proxies',
  description:
    'Value ÷ investment: beneficiaries served × Σ proxy × gain in integration, language and job_readiness, × 0.8 where the confidence is under 0.7, less deadweight, displacement, attribution and drop-off where they are given, each a share or a range of shares. proxyDoubt lets each proxy be off either way. The interval holds 80 % of draws from all ranges, the drivers say which range moves the result most. With asOf the figures are those of then, and what is not known then is null. A currency without proxies has no estimate.',
  ...guarded('metrics.read'),
  request: { params: IdParam, query: EstimateQuery },
  responses: { 200: json('The estimate', EstimateSchema, ESTIMATE_EXAMPLE), ...problems(404, 422) },
});

const dashboard = createRoute({
  method: 'get',
  path: '/campaigns/{id}/dashboard',
  operationId: 'getDashboard',
  tags,
  summary: 'Everything that the first look at a campaign needs, in one answer',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: { 200: json('The dashboard', DashboardSchema, DASHBOARD_EXAMPLE), ...problems(404) },
});

const comparison = createRoute({
  method: 'get',
  path: '/campaigns/{id}/comparison',
  operationId: 'compareCampaign',
  tags,
  summary: 'Where a campaign stands among others like it, and when it reaches its targets at this pace',
  description:
    'Others of the same program type, pricing model and size that are active, paused or completed. Companies are told a percentile only over at least 5 others of at least 3 other companies, and never whose they are.',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: { 200: json('The comparison', ComparisonSchema, COMPARISON_EXAMPLE), ...problems(404) },
});

export function performanceApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(financials, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentFinancials(await getFinancials(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(performance, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentPerformance(await getPerformance(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(estimate, async (c) => {
      const { confidence, proxyDoubt, distribution, asOf, ...reductions } = c.req.valid('query');
      const how = { confidence, proxyDoubt, distribution, asOf, reductions: compact(reductions) };
      const input = { campaignId: c.req.valid('param').id, ...how };
      return c.json(presentEstimate(await estimateImpact(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(comparison, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentComparison(await compareCampaign(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(dashboard, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentDashboard(await getDashboard(core, await contextOf(c, core.hasher), input)), 200);
    });
}
