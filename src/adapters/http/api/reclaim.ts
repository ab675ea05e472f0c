import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listReclaimable } from '../../../core/usecases/capacity/list-reclaimable.ts';
import { reclaimSeat } from '../../../core/usecases/capacity/reclaim-seat.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IdParam, json, problems } from '../operation.ts';
import { presentLine } from '../present/capacity.ts';
import { presentSlice } from '../present/page.ts';
import { presentReclaimable } from '../present/reservations.ts';
import { contextOf, entryLocation, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import { ENTRY_EXAMPLE, EntrySchema } from '../schemas/ledger.ts';
import { RECLAIMABLE_EXAMPLE, ReclaimableList, SubjectParams } from '../schemas/reservations.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Reclaim'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/reclaimable',
  operationId: 'listReclaimable',
  tags,
  summary: 'Seats without activity for as long as the terms say, longest idle first',
  ...guarded('capacity.read'),
  request: { params: IdParam, query: PageQuery },
  responses: {
    200: json('The seats', ReclaimableList, { items: [RECLAIMABLE_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

const reclaim = createRoute({
  method: 'post',
  path: '/campaigns/{id}/reclaimable/{subject}/reclaim',
  operationId: 'reclaimSeat',
  tags,
  summary: 'Take an idle seat back',
  ...guarded('capacity.consume'),
  request: { params: SubjectParams },
  responses: {
    201: { ...json('The release', EntrySchema, { ...ENTRY_EXAMPLE, kind: 'release' }), ...CREATED },
    ...problems(404, 409, 422),
  },
});

export function reclaimApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const { id: campaignId } = c.req.valid('param');
      const { items } = await listReclaimable(core, await contextOf(c, core.hasher), { campaignId });
      return c.json(presentSlice('reclaimable', items, c.req.valid('query'), presentReclaimable), 200);
    })
    .openapi(reclaim, async (c) => {
      const { id: campaignId, subject } = c.req.valid('param');
      const answer = await reclaimSeat(core, await contextOf(c, core.hasher), { campaignId, subject });
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentLine(answer), 201, headers);
    });
}
