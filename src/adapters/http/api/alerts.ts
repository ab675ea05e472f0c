import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { acknowledgeAlert } from '../../../core/usecases/alerts/acknowledge-alert.ts';
import { getAlert } from '../../../core/usecases/alerts/get-alert.ts';
import { listAlerts } from '../../../core/usecases/alerts/list-alerts.ts';
import { listDecisions } from '../../../core/usecases/alerts/list-decisions.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { ETAG, guarded, IDEMPOTENCY_KEY, IdParam, json, optionalJsonBody, problems } from '../operation.ts';
import { presentAlert, presentDecision } from '../present/alerts.ts';
import { pageInput, presentPage, presentSlice } from '../present/page.ts';
import { compact, contextOf, etag, replayedHeader } from '../request.ts';
import {
  AcknowledgeSchema,
  ALERT_EXAMPLE,
  AlertPage,
  AlertQuerySchema,
  AlertSchema,
  DECISION_EXAMPLE,
  DecisionList,
} from '../schemas/alerts.ts';
import { EXAMPLE_INSTANT, PageQuery } from '../schemas/common.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Alerts'];

const list = createRoute({
  method: 'get',
  path: '/alerts',
  operationId: 'listAlerts',
  tags,
  summary: 'Alerts, newest first',
  ...guarded('alert.read'),
  request: { query: AlertQuerySchema },
  responses: { 200: json('A page', AlertPage, { items: [ALERT_EXAMPLE], nextCursor: null }), ...problems() },
});

const read = createRoute({
  method: 'get',
  path: '/alerts/{id}',
  operationId: 'getAlert',
  tags,
  summary: 'One alert',
  ...guarded('alert.read'),
  request: { params: IdParam },
  responses: { 200: { ...json('The alert', AlertSchema, ALERT_EXAMPLE), ...ETAG }, ...problems(404) },
});

const acknowledge = createRoute({
  method: 'post',
  path: '/alerts/{id}/acknowledge',
  operationId: 'acknowledgeAlert',
  tags,
  summary: 'Take care of an alert, so that it is not repeated',
  ...guarded('alert.acknowledge'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...optionalJsonBody(AcknowledgeSchema, { note: 'Talking to the company on Thursday' }) },
  responses: {
    200: {
      ...json('The alert', AlertSchema, {
        ...ALERT_EXAMPLE,
        version: 2,
        state: 'acknowledged',
        acknowledgedAt: EXAMPLE_INSTANT,
        acknowledgedBy: 'sales-7',
      }),
      ...ETAG,
    },
    ...problems(404, 409, 413, 415, 422),
  },
});

const decisions = createRoute({
  method: 'get',
  path: '/alerts/{id}/decisions',
  operationId: 'listAlertDecisions',
  tags,
  summary: 'Why people were told of an alert, or were not, oldest first',
  ...guarded('alert.read'),
  request: { params: IdParam, query: PageQuery },
  responses: {
    200: json('A page', DecisionList, { items: [DECISION_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

export function alertsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listAlerts(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentAlert), 200);
    })
    .openapi(read, async (c) => {
      const alert = await getAlert(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentAlert(alert), 200, etag(alert.version));
    })
    .openapi(acknowledge, async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      const { result, replayed } = await acknowledgeAlert(core, await contextOf(c, core.hasher), input);
      return c.json(presentAlert(result), 200, { ...etag(result.version), ...replayedHeader(replayed) });
    })
    .openapi(decisions, async (c) => {
      const input = { alertId: c.req.valid('param').id };
      const items = await listDecisions(core, await contextOf(c, core.hasher), input);
      return c.json(presentSlice('decisions', items, c.req.valid('query'), presentDecision), 200);
    });
}
