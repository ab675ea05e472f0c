import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { whatIfCampaign } from '../../../core/usecases/billing/what-if-campaign.ts';
import { whatIfCompany } from '../../../core/usecases/billing/what-if-company.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentCompanyWhatIf, presentWhatIf } from '../present/what-if.ts';
import { contextOf } from '../request.ts';
import {
  COMPANY_WHAT_IF_EXAMPLE,
  COMPANY_WHAT_IF_INPUT_EXAMPLE,
  CompanyWhatIfInputSchema,
  CompanyWhatIfSchema,
  WHAT_IF_EXAMPLE,
  WHAT_IF_INPUT_EXAMPLE,
  WhatIfInputSchema,
  WhatIfSchema,
} from '../schemas/what-if.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['What if'];

const ofCampaign = createRoute({
  method: 'post',
  path: '/campaigns/{id}/what-if',
  operationId: 'whatIfCampaign',
  tags,
  summary: 'A campaign’s real ledger under other terms',
  description:
    'What it would have cost over the whole period, when limits and alerts would have come, and what it may end at. From effectiveFrom on, by default from the start. Writes nothing.',
  ...guarded('pricing.read'),
  request: { params: IdParam, ...jsonBody(WhatIfInputSchema, WHAT_IF_INPUT_EXAMPLE) },
  responses: { 200: json('Both compared', WhatIfSchema, WHAT_IF_EXAMPLE), ...problems(404, 409, 413, 415, 422) },
});

const ofCompany = createRoute({
  method: 'post',
  path: '/companies/{id}/what-if',
  operationId: 'whatIfCompany',
  tags,
  summary: 'Several campaigns of a company under other terms, each with its own',
  ...guarded('pricing.read'),
  request: { params: IdParam, ...jsonBody(CompanyWhatIfInputSchema, COMPANY_WHAT_IF_INPUT_EXAMPLE) },
  responses: {
    200: json('Campaign by campaign, with totals by currency', CompanyWhatIfSchema, COMPANY_WHAT_IF_EXAMPLE),
    ...problems(404, 409, 413, 415, 422),
  },
});

export function whatIfApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(ofCampaign, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...c.req.valid('json') };
      return c.json(presentWhatIf(await whatIfCampaign(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(ofCompany, async (c) => {
      const input = { companyId: c.req.valid('param').id, ...c.req.valid('json') };
      return c.json(presentCompanyWhatIf(await whatIfCompany(core, await contextOf(c, core.hasher), input)), 200);
    });
}
