import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { createTemplate } from '../../../core/usecases/catalogue/create-template.ts';
import { getTemplate } from '../../../core/usecases/catalogue/get-template.ts';
import { listCompatibleGroups } from '../../../core/usecases/catalogue/list-compatible-groups.ts';
import { listTemplates } from '../../../core/usecases/catalogue/list-templates.ts';
import { updateTemplate } from '../../../core/usecases/catalogue/update-template.ts';
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
import { GROUP_EXAMPLE, GroupPage } from '../schemas/groups.ts';
import {
  TEMPLATE_EXAMPLE,
  TEMPLATE_INPUT_EXAMPLE,
  TemplateInputSchema,
  TemplatePage,
  TemplatePatchSchema,
  TemplateQuerySchema,
  TemplateSchema,
  VersionQuery,
} from '../schemas/templates.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Program templates'];

const create = createRoute({
  method: 'post',
  path: '/program-templates',
  operationId: 'createProgramTemplate',
  tags,
  summary: 'Make a program template',
  ...guarded('catalogue.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(TemplateInputSchema, TEMPLATE_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The template', TemplateSchema, TEMPLATE_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/program-templates',
  operationId: 'listProgramTemplates',
  tags,
  summary: 'Program templates by name',
  ...guarded('catalogue.read'),
  request: { query: TemplateQuerySchema },
  responses: {
    200: json('A page', TemplatePage, { items: [TEMPLATE_EXAMPLE], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/program-templates/{id}',
  operationId: 'getProgramTemplate',
  tags,
  summary: 'One program template, the newest version or an older one',
  ...guarded('catalogue.read'),
  request: { params: IdParam, query: VersionQuery },
  responses: { 200: { ...json('The template', TemplateSchema, TEMPLATE_EXAMPLE), ...ETAG }, ...problems(404) },
});

const update = createRoute({
  method: 'patch',
  path: '/program-templates/{id}',
  operationId: 'updateProgramTemplate',
  tags,
  summary: 'Make a new version by a merge patch',
  description: 'Campaigns keep the version that they were made from.',
  ...guarded('catalogue.write'),
  ...IF_MATCH,
  request: { params: IdParam, ...patchBody(TemplatePatchSchema, { isActive: false }) },
  responses: {
    200: {
      ...json('The new version', TemplateSchema, { ...TEMPLATE_EXAMPLE, version: 2, isActive: false }),
      ...ETAG,
    },
    ...problems(404, 412, 413, 415, 422, 428),
  },
});

const compatible = createRoute({
  method: 'get',
  path: '/program-templates/{id}/compatible-groups',
  operationId: 'listCompatibleGroups',
  tags,
  summary: 'Beneficiary groups that go with the template',
  ...guarded('catalogue.read'),
  request: { params: IdParam, query: PageQuery },
  responses: {
    200: json('A page', GroupPage, { items: [GROUP_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

export function templatesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createTemplate(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentTemplate(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listTemplates(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentTemplate), 200);
    })
    .openapi(read, async (c) => {
      const input = compact({ ...c.req.valid('param'), ...c.req.valid('query') });
      const template = await getTemplate(core, await contextOf(c, core.hasher), input);
      return c.json(presentTemplate(template), 200, etag(template.version));
    })
    .openapi(update, async (c) => {
      const template = await updateTemplate(core, await contextOf(c, core.hasher), {
        ...c.req.valid('param'),
        ifVersion: ifMatch(c),
        patch: c.req.valid('json'),
      });
      return c.json(presentTemplate(template), 200, etag(template.version));
    })
    .openapi(compatible, async (c) => {
      const input = { templateId: c.req.valid('param').id, ...pageInput(c.req.valid('query')) };
      const page = await listCompatibleGroups(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentGroup), 200);
    });
}
