import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { createCompany } from '../../../core/usecases/companies/create-company.ts';
import { getCompany } from '../../../core/usecases/companies/get-company.ts';
import { listCompanies } from '../../../core/usecases/companies/list-companies.ts';
import { updateCompany } from '../../../core/usecases/companies/update-company.ts';
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
import { presentCompany } from '../present/companies.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, etag, ifMatch, replayedHeader } from '../request.ts';
import {
  COMPANY_EXAMPLE,
  COMPANY_INPUT_EXAMPLE,
  CompanyInputSchema,
  CompanyPage,
  CompanyPatchSchema,
  CompanyQuery,
  CompanySchema,
} from '../schemas/companies.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Companies'];

const create = createRoute({
  method: 'post',
  path: '/companies',
  operationId: 'createCompany',
  tags,
  summary: 'Make a company',
  ...guarded('company.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(CompanyInputSchema, COMPANY_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The company', CompanySchema, COMPANY_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/companies',
  operationId: 'listCompanies',
  tags,
  summary: 'Companies by name',
  ...guarded('company.read'),
  request: { query: CompanyQuery },
  responses: {
    200: json('A page', CompanyPage, { items: [COMPANY_EXAMPLE], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/companies/{id}',
  operationId: 'getCompany',
  tags,
  summary: 'One company',
  ...guarded('company.read'),
  request: { params: IdParam },
  responses: { 200: { ...json('The company', CompanySchema, COMPANY_EXAMPLE), ...ETAG }, ...problems(404) },
});

const update = createRoute({
  method: 'patch',
  path: '/companies/{id}',
  operationId: 'updateCompany',
  tags,
  summary: 'Change a company by a merge patch',
  ...guarded('company.write'),
  ...IF_MATCH,
  request: { params: IdParam, ...patchBody(CompanyPatchSchema, { tags: ['manufacturing', 'pilot'] }) },
  responses: {
    200: { ...json('The company', CompanySchema, { ...COMPANY_EXAMPLE, version: 2 }), ...ETAG },
    ...problems(404, 412, 413, 415, 422, 428),
  },
});

export function companiesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createCompany(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentCompany(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const query = c.req.valid('query');
      const page = await listCompanies(core, await contextOf(c, core.hasher), compact(pageInput(query)));
      return c.json(presentPage(page, presentCompany), 200);
    })
    .openapi(read, async (c) => {
      const company = await getCompany(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentCompany(company), 200, etag(company.version));
    })
    .openapi(update, async (c) => {
      const company = await updateCompany(core, await contextOf(c, core.hasher), {
        ...c.req.valid('param'),
        ifVersion: ifMatch(c),
        patch: c.req.valid('json'),
      });
      return c.json(presentCompany(company), 200, etag(company.version));
    });
}
