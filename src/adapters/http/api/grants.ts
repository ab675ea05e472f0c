import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { grantCredits } from '../../../core/usecases/capacity/grant-credits.ts';
import { listGrants } from '../../../core/usecases/capacity/list-grants.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CAMPAIGN_KEY, CREATED, guarded, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentSlice } from '../present/page.ts';
import { presentGrant } from '../present/reservations.ts';
import { clientKey, contextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  GRANT_EXAMPLE,
  GRANT_INPUT_EXAMPLE,
  GrantInputSchema,
  GrantList,
  GrantSchema,
} from '../schemas/reservations.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Grants'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/grants',
  operationId: 'listGrants',
  tags,
  summary: 'The grants of a campaign in the order in which they burn, then those that ended',
  ...guarded('capacity.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('The grants', GrantList, { items: [GRANT_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const grant = createRoute({
  method: 'post',
  path: '/campaigns/{id}/grants',
  operationId: 'grantCredits',
  tags,
  summary: 'Give a campaign further credits',
  ...guarded('terms.write'),
  ...CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(GrantInputSchema, GRANT_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The grant', GrantSchema, GRANT_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

export function grantsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const { id: campaignId } = c.req.valid('param');
      const { items, currency } = await listGrants(core, await contextOf(c, core.hasher), { campaignId });
      const page = presentSlice('grants', items, c.req.valid('query'), (each) => presentGrant(each, currency));
      return c.json(page, 200);
    })
    .openapi(grant, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId } = c.req.valid('param');
      const {
        outcome,
        grant: made,
        currency,
      } = await grantCredits(core, context, {
        ...c.req.valid('json'),
        campaignId,
        ...clientKey(context),
      });
      const headers = { Location: `/api/v1/campaigns/${campaignId}/grants`, ...replayedHeader(outcome === 'replayed') };
      return c.json(presentGrant(made, currency), 201, headers);
    });
}
