import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { PricingInsight } from '../../../core/domain/insight/insight.ts';
import { getPricing } from '../../../core/usecases/insight/get-pricing.ts';
import { getPricingReport } from '../../../core/usecases/insight/get-pricing-report.ts';
import { listPricingSignals, streamPricingSignals } from '../../../core/usecases/insight/list-pricing-signals.ts';
import { csvStream } from '../csv.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, problems } from '../operation.ts';
import { pageInput, presentPage } from '../present/page.ts';
import {
  PRICING_COLUMNS,
  presentPricing,
  presentPricingRow,
  presentReport,
  presentSignal,
} from '../present/pricing.ts';
import { contextOf } from '../request.ts';
import {
  PRICING_CSV_EXAMPLE,
  PRICING_EXAMPLE,
  PRICING_REPORT_EXAMPLE,
  PRICING_SIGNAL_EXAMPLE,
  PricingQuery,
  PricingReportSchema,
  PricingSchema,
  PricingSignalPage,
  PricingSignalsQuery,
} from '../schemas/pricing.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Pricing insights'];

const ofCampaign = createRoute({
  method: 'get',
  path: '/campaigns/{id}/pricing',
  operationId: 'getPricing',
  tags,
  summary: 'Usage against contract of a campaign, what it costs and is worth, and what to do about it',
  ...guarded('pricing.read'),
  request: { params: IdParam, query: PricingQuery },
  responses: { 200: jsonOrCsv('The insight', PricingSchema, PRICING_EXAMPLE), ...problems(404) },
});

const signals = createRoute({
  method: 'get',
  path: '/companies/{id}/pricing-signals',
  operationId: 'listPricingSignals',
  tags,
  summary: 'The same of a company’s campaigns, by name; as CSV all of them',
  ...guarded('pricing.read'),
  request: { params: IdParam, query: PricingSignalsQuery },
  responses: {
    200: jsonOrCsv('A page', PricingSignalPage, { items: [PRICING_SIGNAL_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

const report = createRoute({
  method: 'get',
  path: '/companies/{id}/pricing-report',
  operationId: 'getPricingReport',
  tags,
  summary: 'What a company’s contracts come to: counts, totals by currency, averages, and what to do first',
  description: 'As CSV its campaigns, the most pressing first.',
  ...guarded('pricing.read'),
  request: { params: IdParam, query: PricingQuery },
  responses: { 200: jsonOrCsv('The report', PricingReportSchema, PRICING_REPORT_EXAMPLE), ...problems(404) },
});

export function pricingApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(ofCampaign, async (c) => {
      const { id: campaignId } = c.req.valid('param');
      const insight = await getPricing(core, await contextOf(c, core.hasher), { campaignId });
      if (c.req.valid('query').format === 'csv') return c.body(rows([insight]), 200, csvHeaders('pricing'));
      return c.json(presentPricing(insight), 200);
    })
    .openapi(signals, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: companyId } = c.req.valid('param');
      const { format, ...page } = c.req.valid('query');
      if (format === 'csv') {
        const insights = await streamPricingSignals(core, context, { companyId });
        return c.body(rows(insights), 200, csvHeaders('pricing-signals'));
      }
      const found = await listPricingSignals(core, context, { companyId, ...pageInput(page) });
      return c.json(presentPage(found, presentSignal), 200);
    })
    .openapi(report, async (c) => {
      const { id: companyId } = c.req.valid('param');
      const found = await getPricingReport(core, await contextOf(c, core.hasher), { companyId });
      if (c.req.valid('query').format === 'csv')
        return c.body(rows(found.campaigns), 200, csvHeaders('pricing-report'));
      return c.json(presentReport(found), 200);
    });
}

function jsonOrCsv<S extends z.ZodType>(description: string, schema: S, example: z.input<S>) {
  return {
    description: `${description}, or as CSV a line for each campaign`,
    content: {
      'application/json': { schema, example },
      'text/csv': { schema: z.string(), example: PRICING_CSV_EXAMPLE },
    },
  };
}

function rows(insights: Iterable<PricingInsight> | AsyncIterable<PricingInsight>): ReadableStream<Uint8Array> {
  return csvStream(PRICING_COLUMNS, insights, presentPricingRow);
}

function csvHeaders(name: string) {
  return {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  };
}
