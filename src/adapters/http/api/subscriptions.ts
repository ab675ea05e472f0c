import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getPool } from '../../../core/usecases/capacity/get-pool.ts';
import { getSubscription } from '../../../core/usecases/companies/get-subscription.ts';
import { listSubscriptions } from '../../../core/usecases/companies/list-subscriptions.ts';
import { registerSubscription } from '../../../core/usecases/companies/register-subscription.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED_VERSIONED, ETAG, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentPool, presentSubscription } from '../present/companies.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, etag, replayedHeader } from '../request.ts';
import {
  POOL_EXAMPLE,
  PoolSchema,
  SUBSCRIPTION_EXAMPLE,
  SUBSCRIPTION_INPUT_EXAMPLE,
  SubscriptionInputSchema,
  SubscriptionPage,
  SubscriptionQuery,
  SubscriptionSchema,
} from '../schemas/subscriptions.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Subscriptions'];

const register = createRoute({
  method: 'post',
  path: '/subscriptions',
  operationId: 'registerSubscription',
  tags,
  summary: 'Register a learners’ subscription',
  ...guarded('subscription.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(SubscriptionInputSchema, SUBSCRIPTION_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The subscription', SubscriptionSchema, SUBSCRIPTION_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/subscriptions',
  operationId: 'listSubscriptions',
  tags,
  summary: 'Subscriptions by name',
  ...guarded('subscription.read'),
  request: { query: SubscriptionQuery },
  responses: {
    200: json('A page', SubscriptionPage, { items: [SUBSCRIPTION_EXAMPLE], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/subscriptions/{id}',
  operationId: 'getSubscription',
  tags,
  summary: 'One subscription',
  ...guarded('subscription.read'),
  request: { params: IdParam },
  responses: {
    200: { ...json('The subscription', SubscriptionSchema, SUBSCRIPTION_EXAMPLE), ...ETAG },
    ...problems(404),
  },
});

const pool = createRoute({
  method: 'get',
  path: '/subscriptions/{id}/pool',
  operationId: 'getSubscriptionPool',
  tags,
  summary: 'A subscription’s learners over all its campaigns',
  ...guarded('subscription.read'),
  request: { params: IdParam },
  responses: { 200: json('The pool', PoolSchema, POOL_EXAMPLE), ...problems(404) },
});

export function subscriptionsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(register, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await registerSubscription(core, context, c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentSubscription({ ...result, asOf: null }), 201, headers);
    })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listSubscriptions(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentSubscription), 200);
    })
    .openapi(read, async (c) => {
      const subscription = await getSubscription(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentSubscription(subscription), 200, etag(subscription.version));
    })
    .openapi(pool, async (c) => {
      const input = { subscriptionId: c.req.valid('param').id };
      return c.json(presentPool(await getPool(core, await contextOf(c, core.hasher), input)), 200);
    });
}
