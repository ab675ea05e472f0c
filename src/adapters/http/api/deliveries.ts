import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listMessages } from '../../../core/usecases/alerts/list-messages.ts';
import { retryMessage } from '../../../core/usecases/alerts/retry-message.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IDEMPOTENCY_KEY, IdParam, json, problems } from '../operation.ts';
import { presentMessage } from '../present/deliveries.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import { MESSAGE_EXAMPLE, MessagePage, MessageQuerySchema, MessageSchema } from '../schemas/deliveries.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Alerts'];

const list = createRoute({
  method: 'get',
  path: '/deliveries',
  operationId: 'listDeliveries',
  tags,
  summary: 'Messages by e-mail and webhook with what became of each, newest first',
  description:
    'The dead ones are the dead letters. No address is told: a recipient is a role, a target a webhook’s id.',
  ...guarded('outbox.read'),
  request: { query: MessageQuerySchema },
  responses: { 200: json('A page', MessagePage, { items: [MESSAGE_EXAMPLE], nextCursor: null }), ...problems() },
});

const retry = createRoute({
  method: 'post',
  path: '/deliveries/{id}/retry',
  operationId: 'retryDelivery',
  tags,
  summary: 'Put a dead letter back among what waits',
  description: 'Its id is percent-encoded, since it has slashes. One that waits already is answered as it is.',
  ...guarded('outbox.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam },
  responses: {
    200: json('It waits again', MessageSchema, {
      ...MESSAGE_EXAMPLE,
      state: 'pending',
      attempts: 0,
      nextAttemptAt: MESSAGE_EXAMPLE.createdAt,
    }),
    ...problems(404, 409, 422),
  },
});

/** What was sent to people and webhooks, for staff. */
export function deliveriesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listMessages(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentMessage), 200);
    })
    .openapi(retry, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await retryMessage(core, context, c.req.valid('param'));
      return c.json(presentMessage(result), 200, replayedHeader(replayed));
    });
}
