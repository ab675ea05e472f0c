import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { redactInstance } from '../../../core/domain/lifecycle/redact-instance.ts';
import { createInstance } from '../../../core/usecases/instances/create-instance.ts';
import { updateInstance } from '../../../core/usecases/instances/update-instance.ts';
import { getInstance } from '../../../core/usecases/lifecycle/get-instance.ts';
import { listInstances } from '../../../core/usecases/lifecycle/list-instances.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import {
  CREATED_VERSIONED,
  ETAG,
  guarded,
  IDEMPOTENCY_KEY,
  IdParam,
  IF_MATCH,
  json,
  jsonBody,
  patchBody,
  problems,
} from '../operation.ts';
import { presentInstance } from '../present/instances.ts';
import { presentSlice } from '../present/page.ts';
import { contextOf, etag, ifMatch, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  INSTANCE_EXAMPLE,
  INSTANCE_INPUT_EXAMPLE,
  INSTANCE_PATCH_EXAMPLE,
  InstanceInputSchema,
  InstanceList,
  InstanceParams,
  InstancePatchSchema,
  InstanceSchema,
} from '../schemas/instances.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Cohorts'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/instances',
  operationId: 'listInstances',
  tags,
  summary: 'The cohorts of a campaign, oldest first',
  ...guarded('instance.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', InstanceList, { items: [INSTANCE_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const create = createRoute({
  method: 'post',
  path: '/campaigns/{id}/instances',
  operationId: 'createInstance',
  tags,
  summary: 'Report a further cohort',
  description: 'From planning on, until the campaign is closed. The first cohort is made by the activation itself.',
  ...guarded('instance.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(InstanceInputSchema, INSTANCE_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The cohort', InstanceSchema, INSTANCE_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const read = createRoute({
  method: 'get',
  path: '/campaigns/{id}/instances/{instanceId}',
  operationId: 'getInstance',
  tags,
  summary: 'One cohort of a campaign',
  ...guarded('instance.read'),
  request: { params: InstanceParams },
  responses: { 200: { ...json('The cohort', InstanceSchema, INSTANCE_EXAMPLE), ...ETAG }, ...problems(404) },
});

const update = createRoute({
  method: 'patch',
  path: '/campaigns/{id}/instances/{instanceId}',
  operationId: 'updateInstance',
  tags,
  summary: 'Report how a cohort is now, by a merge patch',
  description: 'Counts and scores are what they come to, not what was added since the last report.',
  ...guarded('instance.write'),
  ...IF_MATCH,
  request: { params: InstanceParams, ...patchBody(InstancePatchSchema, INSTANCE_PATCH_EXAMPLE) },
  responses: {
    200: { ...json('The cohort', InstanceSchema, { ...INSTANCE_EXAMPLE, version: 2 }), ...ETAG },
    ...problems(404, 409, 412, 413, 415, 422, 428),
  },
});

export function instancesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      const { items } = await listInstances(core, await contextOf(c, core.hasher), input);
      return c.json(presentSlice('instances', items, c.req.valid('query'), presentInstance), 200);
    })
    .openapi(create, async (c) => {
      const input = { ...c.req.valid('json'), campaignId: c.req.valid('param').id };
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await createInstance(core, context, input);
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentInstance(redactInstance(result, context.actor)), 201, headers);
    })
    .openapi(read, async (c) => {
      const { id: campaignId, instanceId } = c.req.valid('param');
      const found = await getInstance(core, await contextOf(c, core.hasher), { campaignId, instanceId });
      return c.json(presentInstance(found), 200, etag(found.version));
    })
    .openapi(update, async (c) => {
      const { id: campaignId, instanceId } = c.req.valid('param');
      const input = { campaignId, instanceId, ifVersion: ifMatch(c), patch: c.req.valid('json') };
      const context = await contextOf(c, core.hasher);
      const instance = await updateInstance(core, context, input);
      return c.json(presentInstance(redactInstance(instance, context.actor)), 200, etag(instance.version));
    });
}
