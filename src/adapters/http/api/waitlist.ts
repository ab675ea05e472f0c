import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { joinWaitlist } from '../../../core/usecases/capacity/join-waitlist.ts';
import { leaveWaitlist } from '../../../core/usecases/capacity/leave-waitlist.ts';
import { listWaitlist } from '../../../core/usecases/capacity/list-waitlist.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CAMPAIGN_KEY, CREATED, guarded, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentLine } from '../present/capacity.ts';
import { presentSlice } from '../present/page.ts';
import { presentWaiting } from '../present/reservations.ts';
import { clientKey, contextOf, entryLocation, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import { ENTRY_EXAMPLE, EntrySchema } from '../schemas/ledger.ts';
import { SubjectParams, WAITING_EXAMPLE, WaitInputSchema, WaitingList } from '../schemas/reservations.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Waitlist'];
const WAIT_EXAMPLE = { ...ENTRY_EXAMPLE, kind: 'wait' as const };

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/waitlist',
  operationId: 'listWaitlist',
  tags,
  summary: 'Who waits for a place, first come first',
  ...guarded('capacity.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('The queue', WaitingList, { items: [WAITING_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const join = createRoute({
  method: 'post',
  path: '/campaigns/{id}/waitlist',
  operationId: 'joinWaitlist',
  tags,
  summary: 'Queue for a place of a full campaign',
  description:
    'The commit that frees a place offers it to the first in the queue, as a hold of 24 hours. 409 NOT_FULL while there is room.',
  ...guarded('capacity.consume'),
  ...CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(WaitInputSchema, { subject: 'vol-7f3a91' }) },
  responses: {
    200: json('The subject waits already', EntrySchema, WAIT_EXAMPLE),
    201: { ...json('Queued', EntrySchema, WAIT_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const leave = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/waitlist/{subject}',
  operationId: 'leaveWaitlist',
  tags,
  summary: 'Give a place in the queue up',
  ...guarded('capacity.consume'),
  request: { params: SubjectParams },
  responses: { 204: { description: 'Left' }, ...problems(404, 422) },
});

export function waitlistApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const { id: campaignId } = c.req.valid('param');
      const { items } = await listWaitlist(core, await contextOf(c, core.hasher), { campaignId });
      return c.json(presentSlice('waitlist', items, c.req.valid('query'), presentWaiting), 200);
    })
    .openapi(join, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId } = c.req.valid('param');
      const { subject } = c.req.valid('json');
      const answer = await joinWaitlist(core, context, { campaignId, subject, ...clientKey(context) });
      if (answer.outcome === 'existing') return c.json(presentLine(answer), 200);
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentLine(answer), 201, headers);
    })
    .openapi(leave, async (c) => {
      const { id: campaignId, subject } = c.req.valid('param');
      await leaveWaitlist(core, await contextOf(c, core.hasher), { campaignId, subject });
      return c.body(null, 204);
    });
}
