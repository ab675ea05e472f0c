import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { eraseOpportunityNote } from '../../../core/usecases/upsell/erase-opportunity-note.ts';
import { getCampaignUpsell, getCompanyUpsell } from '../../../core/usecases/upsell/get-upsell.ts';
import { getOpportunity, listOpportunities } from '../../../core/usecases/upsell/opportunities.ts';
import { refreshAll } from '../../../core/usecases/upsell/refresh-all.ts';
import { updateOpportunity } from '../../../core/usecases/upsell/update-opportunity.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { ETAG, guarded, IdParam, IF_MATCH, json, optionalJsonBody, patchBody, problems } from '../operation.ts';
import { pageInput, presentPage } from '../present/page.ts';
import {
  presentCampaignUpsell,
  presentCompanyUpsell,
  presentOpportunity,
  presentOpportunityDetail,
  presentRefresh,
} from '../present/upsell.ts';
import { compact, contextOf, etag, ifMatch } from '../request.ts';
import {
  CAMPAIGN_UPSELL_EXAMPLE,
  CampaignUpsellSchema,
  COMPANY_UPSELL_EXAMPLE,
  CompanyUpsellSchema,
  OPPORTUNITY_DETAIL_EXAMPLE,
  OPPORTUNITY_EXAMPLE,
  OPPORTUNITY_PATCH_EXAMPLE,
  OpportunityDetailSchema,
  OpportunityNoteParams,
  OpportunityPage,
  OpportunityParams,
  OpportunityPatchSchema,
  OpportunityQuerySchema,
  REFRESH_EXAMPLE,
  RefreshInputSchema,
  RefreshSchema,
} from '../schemas/upsell.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Upsell'];

const ofCampaign = createRoute({
  method: 'get',
  path: '/campaigns/{id}/upsell',
  operationId: 'getCampaignUpsell',
  tags,
  summary: 'How much a campaign speaks for selling more, and what would change that',
  description: 'As it was worked out last: it follows what changes it a moment later.',
  ...guarded('upsell.read'),
  request: { params: IdParam },
  responses: { 200: json('The score', CampaignUpsellSchema, CAMPAIGN_UPSELL_EXAMPLE), ...problems(404) },
});

const ofCompany = createRoute({
  method: 'get',
  path: '/companies/{id}/upsell',
  operationId: 'getCompanyUpsell',
  tags,
  summary: 'What a company may be offered, over all of its running campaigns',
  ...guarded('upsell.read'),
  request: { params: IdParam },
  responses: { 200: json('The overview', CompanyUpsellSchema, COMPANY_UPSELL_EXAMPLE), ...problems(404) },
});

const list = createRoute({
  method: 'get',
  path: '/upsell/opportunities',
  operationId: 'listOpportunities',
  tags,
  summary: 'The queue, the highest score first',
  ...guarded('upsell.read'),
  request: { query: OpportunityQuerySchema },
  responses: {
    200: json('A page', OpportunityPage, { items: [OPPORTUNITY_EXAMPLE], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/upsell/opportunities/{id}',
  operationId: 'getOpportunity',
  tags,
  summary: 'One opportunity with its notes, its history and what was known when',
  ...guarded('upsell.read'),
  request: { params: OpportunityParams },
  responses: {
    200: { ...json('The opportunity', OpportunityDetailSchema, OPPORTUNITY_DETAIL_EXAMPLE), ...ETAG },
    ...problems(404),
  },
});

const update = createRoute({
  method: 'patch',
  path: '/upsell/opportunities/{id}',
  operationId: 'updateOpportunity',
  tags,
  summary: 'Work on an opportunity: move, assign, plan, note, record the outcome',
  description:
    'new → contacted → proposed → won with a value, or lost with a reason; contacted → lost; dismissed from any of them, and back where it stood within a day. A score that follows the campaign meanwhile is no conflict.',
  ...guarded('upsell.write'),
  ...IF_MATCH,
  request: { params: OpportunityParams, ...patchBody(OpportunityPatchSchema, OPPORTUNITY_PATCH_EXAMPLE) },
  responses: {
    200: { ...json('The opportunity', OpportunityDetailSchema, OPPORTUNITY_DETAIL_EXAMPLE), ...ETAG },
    ...problems(404, 409, 412, 413, 415, 422, 428),
  },
});

const eraseNote = createRoute({
  method: 'delete',
  path: '/upsell/opportunities/{id}/notes/{noteId}',
  operationId: 'eraseOpportunityNote',
  tags,
  summary: 'Erase the text of a note; the audit says that, not what',
  ...guarded('note.erase'),
  request: { params: OpportunityNoteParams },
  responses: { 204: { description: 'Erased' }, ...problems(404) },
});

const refresh = createRoute({
  method: 'post',
  path: '/upsell/refresh',
  operationId: 'refreshUpsell',
  tags,
  summary: 'Work out scores anew from the accounts themselves, and say what changed',
  description:
    'Of one campaign, of a company, or of all. Scores follow by themselves: this is for checking that they did.',
  ...guarded('upsell.write'),
  request: optionalJsonBody(RefreshInputSchema, {}),
  responses: { 200: json('What changed', RefreshSchema, REFRESH_EXAMPLE), ...problems(404, 413, 415, 422) },
});

export function upsellApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(ofCampaign, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentCampaignUpsell(await getCampaignUpsell(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(ofCompany, async (c) => {
      const input = { companyId: c.req.valid('param').id };
      return c.json(presentCompanyUpsell(await getCompanyUpsell(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(list, async (c) => {
      const { owner, ...query } = pageInput(c.req.valid('query'));
      const input = compact({ ...query, owner: owner === '' ? null : owner });
      const page = await listOpportunities(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentOpportunity), 200);
    })
    .openapi(read, async (c) => {
      const view = await getOpportunity(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(presentOpportunityDetail(view), 200, etag(view.opportunity.workVersion));
    })
    .openapi(update, async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param'), ifVersion: ifMatch(c) };
      const view = await updateOpportunity(core, await contextOf(c, core.hasher), input);
      return c.json(presentOpportunityDetail(view), 200, etag(view.opportunity.workVersion));
    })
    .openapi(eraseNote, async (c) => {
      await eraseOpportunityNote(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.body(null, 204);
    })
    .openapi(refresh, async (c) => {
      const input = c.req.valid('json') ?? {};
      return c.json(presentRefresh(await refreshAll(core, await contextOf(c, core.hasher), input)), 200);
    });
}
