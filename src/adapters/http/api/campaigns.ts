import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Campaign } from '../../../core/domain/campaign/campaign.ts';
import { createCampaign } from '../../../core/usecases/campaigns/create-campaign.ts';
import { deleteCampaign } from '../../../core/usecases/campaigns/delete-campaign.ts';
import { getCampaign } from '../../../core/usecases/campaigns/get-campaign.ts';
import { listCampaigns } from '../../../core/usecases/campaigns/list-campaigns.ts';
import { updateCampaign } from '../../../core/usecases/campaigns/update-campaign.ts';
import { draftCapacity } from '../../../core/usecases/capacity/draft-capacity.ts';
import { capacityOf } from '../../../core/usecases/capacity/get-capacity.ts';
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
import { presentCampaign } from '../present/campaigns.ts';
import { presentCapacity, presentProjected } from '../present/capacity.ts';
import { presentScore } from '../present/figures.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, etag, ifMatch, replayedHeader } from '../request.ts';
import {
  CAMPAIGN_EXAMPLE,
  CAMPAIGN_INPUT_EXAMPLE,
  CAMPAIGN_PATCH_EXAMPLE,
  CampaignInputSchema,
  CampaignPage,
  CampaignPatchSchema,
  CampaignQuerySchema,
  CampaignSchema,
} from '../schemas/campaigns.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Campaigns'];

const create = createRoute({
  method: 'post',
  path: '/campaigns',
  operationId: 'createCampaign',
  tags,
  summary: 'Make a draft',
  description: 'A company and a name are enough; what else is given must be valid, and the rest may come later.',
  ...guarded('campaign.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(CampaignInputSchema, CAMPAIGN_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The draft', CampaignSchema, CAMPAIGN_EXAMPLE), ...CREATED_VERSIONED },
    ...problems(409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/campaigns',
  operationId: 'listCampaigns',
  tags,
  summary: 'Campaigns',
  ...guarded('campaign.read'),
  request: { query: CampaignQuerySchema },
  responses: {
    200: json('A page', CampaignPage, { items: [{ ...CAMPAIGN_EXAMPLE, sroi: 4.2, vis: 78.5 }], nextCursor: null }),
    ...problems(),
  },
});

const read = createRoute({
  method: 'get',
  path: '/campaigns/{id}',
  operationId: 'getCampaign',
  tags,
  summary: 'One campaign',
  ...guarded('campaign.read'),
  request: { params: IdParam },
  responses: { 200: { ...json('The campaign', CampaignSchema, CAMPAIGN_EXAMPLE), ...ETAG }, ...problems(404) },
});

const update = createRoute({
  method: 'patch',
  path: '/campaigns/{id}',
  operationId: 'updateCampaign',
  tags,
  summary: 'Change a campaign by a merge patch',
  description: 'What may change depends on the state: 409 LOCKED_FIELD names the rest in `fields`.',
  ...guarded('campaign.write'),
  ...IF_MATCH,
  request: { params: IdParam, ...patchBody(CampaignPatchSchema, CAMPAIGN_PATCH_EXAMPLE) },
  responses: {
    200: {
      ...json('The campaign', CampaignSchema, { ...CAMPAIGN_EXAMPLE, version: 2, endDate: '2025-07-31' }),
      ...ETAG,
    },
    ...problems(404, 409, 412, 413, 415, 422, 428),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/campaigns/{id}',
  operationId: 'deleteCampaign',
  tags,
  summary: 'Delete a draft that never left draft',
  ...guarded('campaign.write'),
  ...IF_MATCH,
  request: { params: IdParam },
  responses: { 204: { description: 'It is gone' }, ...problems(404, 409, 412, 428) },
});

/** A single campaign comes with its capacity straight from the ledger. */
async function presentWithCapacity({ core }: ApiDependencies, campaign: Campaign) {
  return presentCampaign(campaign, presentCapacity(await capacityOf(core, campaign)));
}

export function campaignsApi(dependencies: ApiDependencies): OpenAPIHono<HttpEnv> {
  const { core } = dependencies;
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createCampaign(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...etag(result.version), ...replayedHeader(replayed) };
      const draft = presentCampaign(result, presentCapacity(await draftCapacity(core, result)));
      return c.json(draft, 201, headers);
    })
    .openapi(list, async (c) => {
      const { status, ...query } = c.req.valid('query');
      const input = compact({ ...pageInput(query), statuses: status });
      const page = await listCampaigns(core, await contextOf(c, core.hasher), input);
      return c.json(
        presentPage(page, ({ campaign, figures, sroi, vis }) => ({
          ...presentCampaign(campaign, figures && presentProjected(figures, campaign.status)),
          sroi: presentScore(sroi.value),
          vis: presentScore(vis.value),
        })),
        200,
      );
    })
    .openapi(read, async (c) => {
      const campaign = await getCampaign(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.json(await presentWithCapacity(dependencies, campaign), 200, etag(campaign.version));
    })
    .openapi(update, async (c) => {
      const campaign = await updateCampaign(core, await contextOf(c, core.hasher), {
        ...c.req.valid('param'),
        ifVersion: ifMatch(c),
        patch: c.req.valid('json'),
      });
      return c.json(await presentWithCapacity(dependencies, campaign), 200, etag(campaign.version));
    })
    .openapi(remove, async (c) => {
      const input = { ...c.req.valid('param'), ifVersion: ifMatch(c) };
      await deleteCampaign(core, await contextOf(c, core.hasher), input);
      return c.body(null, 204);
    });
}
