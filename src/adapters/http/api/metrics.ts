import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getMetrics } from '../../../core/usecases/metrics/get-metrics.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, json, problems } from '../operation.ts';
import { presentMetrics } from '../present/metrics.ts';
import { contextOf } from '../request.ts';
import { METRICS_EXAMPLE, MetricsSchema } from '../schemas/metrics.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Metrics'];

const metrics = createRoute({
  method: 'get',
  path: '/campaigns/{id}/metrics',
  operationId: 'getMetrics',
  tags,
  summary: 'What a campaign comes to now: people, sessions, hours, reported outcomes and budget',
  description:
    'Volunteers are the seats in the ledger where the unit is a seat, beneficiaries the learners where it is a learner, else the sum over the cohorts that have begun. SROI is weighted by beneficiaries, VIS by volunteers.',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: { 200: json('The figures', MetricsSchema, METRICS_EXAMPLE), ...problems(404) },
});

export function metricsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid }).openapi(metrics, async (c) => {
    const input = { campaignId: c.req.valid('param').id };
    return c.json(presentMetrics(await getMetrics(core, await contextOf(c, core.hasher), input)), 200);
  });
}
