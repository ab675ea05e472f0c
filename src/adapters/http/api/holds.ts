import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { confirmHold } from '../../../core/usecases/capacity/confirm-hold.ts';
import { listHolds } from '../../../core/usecases/capacity/list-holds.ts';
import { placeHold } from '../../../core/usecases/capacity/place-hold.ts';
import { releaseHold } from '../../../core/usecases/capacity/release-hold.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IdParam, json, jsonBody, problems, REQUIRED_CAMPAIGN_KEY } from '../operation.ts';
import { presentLine } from '../present/capacity.ts';
import { presentSlice } from '../present/page.ts';
import { presentHold } from '../present/reservations.ts';
import { contextOf, entryLocation, keyedContextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import { ENTRY_EXAMPLE, EntrySchema } from '../schemas/ledger.ts';
import {
  HOLD_EXAMPLE,
  HOLD_INPUT_EXAMPLE,
  HoldInputSchema,
  HoldList,
  HoldParams,
  HoldSchema,
} from '../schemas/reservations.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Holds'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/holds',
  operationId: 'listHolds',
  tags,
  summary: 'The live holds of a campaign, those that end first coming first',
  ...guarded('capacity.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('The holds', HoldList, { items: [HOLD_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const place = createRoute({
  method: 'post',
  path: '/campaigns/{id}/holds',
  operationId: 'placeHold',
  tags,
  summary: 'Reserve capacity for a time',
  description: 'A second hold for the same subject answers the first with 200. What is held counts against the limits.',
  ...guarded('capacity.consume'),
  ...REQUIRED_CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(HoldInputSchema, HOLD_INPUT_EXAMPLE) },
  responses: {
    200: json('The subject has a hold already', HoldSchema, HOLD_EXAMPLE),
    201: { ...json('Held', HoldSchema, HOLD_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const confirm = createRoute({
  method: 'post',
  path: '/campaigns/{id}/holds/{holdId}/confirm',
  operationId: 'confirmHold',
  tags,
  summary: 'Turn a live hold into consumption; confirming again answers the same entry',
  ...guarded('capacity.consume'),
  request: { params: HoldParams },
  responses: {
    200: json('It was confirmed before', EntrySchema, { ...ENTRY_EXAMPLE, kind: 'confirm' }),
    201: { ...json('The entry', EntrySchema, { ...ENTRY_EXAMPLE, kind: 'confirm' }), ...CREATED },
    ...problems(404, 409, 422),
  },
});

const release = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/holds/{holdId}',
  operationId: 'releaseHold',
  tags,
  summary: 'Give a live hold back; repeating it changes nothing',
  ...guarded('capacity.consume'),
  request: { params: HoldParams },
  responses: { 204: { description: 'Given back' }, ...problems(404, 409) },
});

export function holdsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const { items } = await listHolds(core, await contextOf(c, core.hasher), { campaignId: c.req.valid('param').id });
      return c.json(presentSlice('holds', items, c.req.valid('query'), presentHold), 200);
    })
    .openapi(place, async (c) => {
      const context = await keyedContextOf(c, core.hasher);
      const { key, hash } = context.idempotency;
      const { id: campaignId } = c.req.valid('param');
      const { outcome, hold } = await placeHold(core, context, { ...c.req.valid('json'), campaignId, key, hash });
      if (outcome === 'existing') return c.json(presentHold(hold), 200);
      const headers = { Location: `/api/v1/campaigns/${campaignId}/holds`, ...replayedHeader(outcome === 'replayed') };
      return c.json(presentHold(hold), 201, headers);
    })
    .openapi(confirm, async (c) => {
      const { id: campaignId, holdId } = c.req.valid('param');
      const answer = await confirmHold(core, await contextOf(c, core.hasher), { campaignId, holdId });
      if (answer.outcome !== 'recorded') return c.json(presentLine(answer), 200);
      return c.json(presentLine(answer), 201, entryLocation(answer.entry));
    })
    .openapi(release, async (c) => {
      const { id: campaignId, holdId } = c.req.valid('param');
      await releaseHold(core, await contextOf(c, core.hasher), { campaignId, holdId });
      return c.body(null, 204);
    });
}
