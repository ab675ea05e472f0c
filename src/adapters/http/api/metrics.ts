import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { backfillSnapshots } from '../../../core/usecases/metrics/backfill-snapshots.ts';
import { getMetrics } from '../../../core/usecases/metrics/get-metrics.ts';
import { getSeries } from '../../../core/usecases/metrics/get-series.ts';
import { listSnapshots, showSnapshot } from '../../../core/usecases/metrics/list-snapshots.ts';
import { takeSnapshot } from '../../../core/usecases/metrics/take-snapshot.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, optionalJsonBody, problems } from '../operation.ts';
import { presentMetrics, presentSeries, presentSnapshot } from '../present/metrics.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { contextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  BACKFILLED_EXAMPLE,
  BackfillBody,
  BackfilledSchema,
  METRICS_EXAMPLE,
  MetricsSchema,
  SERIES_EXAMPLE,
  SeriesQuery,
  SeriesSchema,
  SNAPSHOT_EXAMPLE,
  SnapshotPage,
  SnapshotSchema,
} from '../schemas/metrics.ts';
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

const series = createRoute({
  method: 'get',
  path: '/campaigns/{id}/metrics/series',
  operationId: 'getSeries',
  tags,
  summary: 'How a figure came to be what it is',
  description:
    'consumed and utilization at the end of each day in the campaign’s time zone, from the ledger; the others when they were snapped. The last point is now.',
  ...guarded('metrics.read'),
  request: { params: IdParam, query: SeriesQuery },
  responses: { 200: json('The points, oldest first', SeriesSchema, SERIES_EXAMPLE), ...problems(404) },
});

const snapshots = createRoute({
  method: 'get',
  path: '/campaigns/{id}/snapshots',
  operationId: 'listSnapshots',
  tags,
  summary: 'Snapshots of a campaign, newest first',
  description:
    'Every one is kept for 30 days, then one a day for 90 days, one a week for a year and one a month after; the final one stays.',
  ...guarded('metrics.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', SnapshotPage, { items: [SNAPSHOT_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const snap = createRoute({
  method: 'post',
  path: '/campaigns/{id}/snapshots',
  operationId: 'takeSnapshot',
  tags,
  summary: 'Take the snapshot of this hour',
  description: 'There is one an hour: where it was taken already, the answer is that one.',
  ...guarded('snapshot.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam },
  responses: {
    200: json('It was taken already', SnapshotSchema, SNAPSHOT_EXAMPLE),
    201: { ...json('Taken', SnapshotSchema, SNAPSHOT_EXAMPLE), ...CREATED },
    ...problems(404, 409, 422),
  },
});

const backfill = createRoute({
  method: 'post',
  path: '/campaigns/{id}/snapshots/backfill',
  operationId: 'backfillSnapshots',
  tags,
  summary: 'Make snapshots of past days that have none, of what the ledger knows',
  description:
    'One for the end of each day in the campaign’s time zone, as many as are kept of that age, marked as backfilled: capacity, who had a place by the ledger, and what was spent. Everything else is null, for nobody knows it any more. A snapshot that stands is never written over, and a second run makes nothing new.',
  ...guarded('snapshot.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...optionalJsonBody(BackfillBody, { from: '2025-07-01' }) },
  responses: { 200: json('Done', BackfilledSchema, BACKFILLED_EXAMPLE), ...problems(404, 409, 422) },
});

export function metricsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(metrics, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentMetrics(await getMetrics(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(series, async (c) => {
      const input = { ...c.req.valid('query'), campaignId: c.req.valid('param').id };
      return c.json(presentSeries(await getSeries(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(snapshots, async (c) => {
      const input = { ...pageInput(c.req.valid('query')), campaignId: c.req.valid('param').id };
      const page = await listSnapshots(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentSnapshot), 200);
    })
    .openapi(snap, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await takeSnapshot(core, context, { campaignId: c.req.valid('param').id });
      const body = presentSnapshot(showSnapshot(result.record, context.actor));
      if (!result.isNew) return c.json(body, 200, replayedHeader(replayed));
      return c.json(body, 201, { Location: c.req.path, ...replayedHeader(replayed) });
    })
    .openapi(backfill, async (c) => {
      const { from = null, to = null } = c.req.valid('json');
      const input = { campaignId: c.req.valid('param').id, from, to };
      const { result, replayed } = await backfillSnapshots(core, await contextOf(c, core.hasher), input);
      return c.json(result, 200, replayedHeader(replayed));
    });
}
