import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getActivity } from '../../../core/usecases/activities/get-activity.ts';
import { listActivities } from '../../../core/usecases/activities/list-activities.ts';
import { recordActivities } from '../../../core/usecases/activities/record-activities.ts';
import { retryDebits } from '../../../core/usecases/activities/retry-debits.ts';
import { reviewActivity } from '../../../core/usecases/activities/review-activity.ts';
import { readActivity } from '../activity-item.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { ETAG, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, OPTIONAL_IF_MATCH, problems } from '../operation.ts';
import { presentActivity, presentResult } from '../present/activities.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, etag, ifMatch, replayedHeader } from '../request.ts';
import {
  ACTIVITY_BATCH_EXAMPLE,
  ACTIVITY_BATCH_INPUT_EXAMPLE,
  ACTIVITY_EXAMPLE,
  ActivityBatchInputSchema,
  ActivityBatchSchema,
  ActivityPage,
  ActivityQuerySchema,
  ActivitySchema,
  REVIEW_INPUT_EXAMPLE,
  RetriedDebitsSchema,
  ReviewInputSchema,
} from '../schemas/activities.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Activities'];

const record = createRoute({
  method: 'post',
  path: '/activities',
  operationId: 'recordActivities',
  tags,
  summary: 'Take activities and find the campaigns that they belong to',
  description:
    'Results stand in order, and one bad item does not stop the rest: its `problem` stands in its place. An id is taken once: the same content gets the first answer again, other content ALREADY_EXISTS. A link to a campaign with credits is debited at the campaign’s rate, by hours where given, else by session, exactly once.',
  ...guarded('activity.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(ActivityBatchInputSchema, ACTIVITY_BATCH_INPUT_EXAMPLE),
  responses: {
    200: json('A result for each item', ActivityBatchSchema, ACTIVITY_BATCH_EXAMPLE),
    ...problems(413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/activities',
  operationId: 'listActivities',
  tags,
  summary: 'Activities, newest first, or what waits for people, oldest first',
  ...guarded('activity.read'),
  request: { query: ActivityQuerySchema },
  responses: { 200: json('A page', ActivityPage, { items: [ACTIVITY_EXAMPLE], nextCursor: null }), ...problems() },
});

const read = createRoute({
  method: 'get',
  path: '/activities/{id}',
  operationId: 'getActivity',
  tags,
  summary: 'One activity',
  ...guarded('activity.read'),
  request: { params: IdParam },
  responses: { 200: { ...json('The activity', ActivitySchema, ACTIVITY_EXAMPLE), ...ETAG }, ...problems(404) },
});

const review = createRoute({
  method: 'post',
  path: '/activities/{id}/review',
  operationId: 'reviewActivity',
  tags,
  summary: 'Accept the campaign of an activity, move it to another, or reject it',
  description:
    '`accept` links what is proposed, lets a debit go that a tie-break held, or has a refused debit tried again. `move` takes it to another campaign of its company that may take it, `reject` from every campaign; a debit that stood is reversed by an entry that names it.',
  ...guarded('activity.write'),
  parameters: [...IDEMPOTENCY_KEY.parameters, ...OPTIONAL_IF_MATCH.parameters],
  request: { params: IdParam, ...jsonBody(ReviewInputSchema, REVIEW_INPUT_EXAMPLE) },
  responses: {
    200: { ...json('The activity', ActivitySchema, ACTIVITY_EXAMPLE), ...ETAG },
    ...problems(404, 409, 412, 413, 415, 422),
  },
});

const retry = createRoute({
  method: 'post',
  path: '/campaigns/{id}/activity-debits/retry',
  operationId: 'retryActivityDebits',
  tags,
  summary: 'Have a campaign’s refused debits tried again, once it was topped up or runs again',
  ...guarded('activity.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam },
  responses: {
    200: json('How many were tried', RetriedDebitsSchema, { tried: 12 }),
    ...problems(404, 409, 422),
  },
});

export function activitiesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(record, async (c) => {
      const items = c.req.valid('json').items.map(readActivity);
      const { result, replayed } = await recordActivities(core, await contextOf(c, core.hasher), { items });
      const answers = result.map(presentResult);
      return c.json({ results: answers }, 200, replayedHeader(replayed));
    })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listActivities(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentActivity), 200);
    })
    .openapi(read, async (c) => {
      const view = await getActivity(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentActivity(view), 200, etag(view.activity.version));
    })
    .openapi(retry, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      const { result, replayed } = await retryDebits(core, await contextOf(c, core.hasher), input);
      return c.json(result, 200, replayedHeader(replayed));
    })
    .openapi(review, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id } = c.req.valid('param');
      const version = c.req.header('If-Match') === undefined ? undefined : ifMatch(c);
      const input = { ...c.req.valid('json'), id, ifVersion: version };
      const { replayed } = await reviewActivity(core, context, input);
      const view = await getActivity(core, context, { id });
      return c.json(presentActivity(view), 200, { ...etag(view.activity.version), ...replayedHeader(replayed) });
    });
}
