import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { createGroup } from '../../../core/usecases/catalogue/create-group.ts';
import { getGroup } from '../../../core/usecases/catalogue/get-group.ts';
import { listCompatibleTemplates } from '../../../core/usecases/catalogue/list-compatible-templates.ts';
import { listGroups } from '../../../core/usecases/catalogue/list-groups.ts';
import { updateGroup } from '../../../core/usecases/catalogue/update-group.ts';
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
import { presentGroup, presentTemplate } from '../present/catalogue.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, etag, ifMatch, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  GROUP_EXAMPLE,
  GROUP_INPUT_EXAMPLE,
  GroupInputSchema,
  GroupPage,
  GroupPatchSchema,
  GroupQuerySchema,
  GroupSchema,
} from '../schemas/groups.ts';
import { TEMPLATE_EXAMPLE, TemplatePage } from '../schemas/templates.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Beneficiary groups'];

const create = createRoute({
  method: 'post',
  path: '/beneficiary-groups',
  operationId: 'createBeneficiaryGroup',
  tags,
  summary: 'Make a beneficiary group',
  description: 'Groups hold no personal data.',
  ...guarded('catalogue.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(GroupInputSchema, GROUP_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The group', GroupSchema, GROUP_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/beneficiary-groups',
  operationId: 'listBeneficiaryGroups',
  tags,
  summary: 'Beneficiary groups by name',
  ...guarded('catalogue.read'),
  request: { query: GroupQuerySchema },
  responses: {
    200: json('A page', GroupPage, { items: [GROUP_EXAMPLE], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/beneficiary-groups/{id}',
  operationId: 'getBeneficiaryGroup',
  tags,
  summary: 'One beneficiary group',
  ...guarded('catalogue.read'),
  request: { params: IdParam },
  responses: { 200: { ...json('The group', GroupSchema, GROUP_EXAMPLE), ...ETAG }, ...problems(404) },
});

const update = createRoute({
  method: 'patch',
  path: '/beneficiary-groups/{id}',
  operationId: 'updateBeneficiaryGroup',
  tags,
  summary: 'Change a beneficiary group by a merge patch',
  ...guarded('catalogue.write'),
  ...IF_MATCH,
  request: { params: IdParam, ...patchBody(GroupPatchSchema, { maxGroupSize: 25 }) },
  responses: {
    200: { ...json('The group', GroupSchema, { ...GROUP_EXAMPLE, version: 2, maxGroupSize: 25 }), ...ETAG },
    ...problems(404, 412, 413, 415, 422, 428),
  },
});

const compatible = createRoute({
  method: 'get',
  path: '/beneficiary-groups/{id}/compatible-templates',
  operationId: 'listCompatibleTemplates',
  tags,
  summary: 'Program templates that go with the group',
  ...guarded('catalogue.read'),
  request: { params: IdParam, query: PageQuery },
  responses: {
    200: json('A page', TemplatePage, { items: [TEMPLATE_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

export function groupsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createGroup(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentGroup(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listGroups(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentGroup), 200);
    })
    .openapi(read, async (c) => {
      const group = await getGroup(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentGroup(group), 200, etag(group.version));
    })
    .openapi(update, async (c) => {
      const group = await updateGroup(core, await contextOf(c, core.hasher), {
        ...c.req.valid('param'),
        ifVersion: ifMatch(c),
        patch: c.req.valid('json'),
      });
      return c.json(presentGroup(group), 200, etag(group.version));
    })
    .openapi(compatible, async (c) => {
      const input = { groupId: c.req.valid('param').id, ...pageInput(c.req.valid('query')) };
      const page = await listCompatibleTemplates(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentTemplate), 200);
    });
}
