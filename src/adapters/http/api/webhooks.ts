import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { createWebhook } from '../../../core/usecases/webhooks/create-webhook.ts';
import { deleteWebhook } from '../../../core/usecases/webhooks/delete-webhook.ts';
import { listDeliveries } from '../../../core/usecases/webhooks/list-deliveries.ts';
import { listWebhooks } from '../../../core/usecases/webhooks/list-webhooks.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { presentDelivery, presentNewWebhook, presentWebhook } from '../present/webhooks.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  DELIVERY_EXAMPLE,
  DeliveryPage,
  NEW_WEBHOOK_EXAMPLE,
  NewWebhookSchema,
  WEBHOOK_EXAMPLE,
  WEBHOOK_INPUT_EXAMPLE,
  WebhookInputSchema,
  WebhookPage,
  WebhookQuery,
} from '../schemas/webhooks.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Webhooks'];

const create = createRoute({
  method: 'post',
  path: '/webhooks',
  operationId: 'createWebhook',
  tags,
  summary: 'Have events sent to an address',
  description:
    'Each is posted as one CloudEvents 1.0 JSON object with the signature of Standard Webhooks, again with growing pauses until it is answered with 2xx. With a companyId it hears of what that company is told, in the form for companies; without one of everything. Private and loopback addresses are refused, and redirects are not followed.',
  ...guarded('webhook.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(WebhookInputSchema, WEBHOOK_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The webhook, with its secret', NewWebhookSchema, NEW_WEBHOOK_EXAMPLE), ...CREATED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/webhooks',
  operationId: 'listWebhooks',
  tags,
  summary: 'Webhooks, newest first',
  ...guarded('webhook.read'),
  request: { query: WebhookQuery },
  responses: { 200: json('A page', WebhookPage, { items: [WEBHOOK_EXAMPLE], nextCursor: null }), ...problems() },
});

const remove = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  operationId: 'deleteWebhook',
  tags,
  summary: 'Have no more events sent to an address',
  ...guarded('webhook.write'),
  request: { params: IdParam },
  responses: { 204: { description: 'Removed' }, ...problems(404, 412) },
});

const deliveries = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tags,
  summary: 'What was sent to an address or waits for it, newest first; the dead ones are its dead letters',
  ...guarded('webhook.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', DeliveryPage, { items: [DELIVERY_EXAMPLE], nextCursor: null }), ...problems(404) },
});

export function webhooksApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createWebhook(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...replayedHeader(replayed) };
      return c.json(presentNewWebhook(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const query = compact(pageInput(c.req.valid('query')));
      const page = await listWebhooks(core, await contextOf(c, core.hasher), query);
      return c.json(presentPage(page, presentWebhook), 200);
    })
    .openapi(remove, async (c) => {
      await deleteWebhook(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.body(null, 204);
    })
    .openapi(deliveries, async (c) => {
      const input = { ...pageInput(c.req.valid('query')), webhookId: c.req.valid('param').id };
      const page = await listDeliveries(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentDelivery), 200);
    });
}
