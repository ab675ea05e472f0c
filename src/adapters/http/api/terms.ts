import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { TermsVersion } from '../../../core/domain/terms/terms.ts';
import { getCampaign } from '../../../core/usecases/campaigns/get-campaign.ts';
import { dryRunTerms } from '../../../core/usecases/terms/dry-run-terms.ts';
import { listTerms } from '../../../core/usecases/terms/list-terms.ts';
import { putTerms } from '../../../core/usecases/terms/put-terms.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { ETAG, guarded, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentSlice } from '../present/page.ts';
import { presentDryRun, presentTermsVersion } from '../present/terms.ts';
import { contextOf, etag, ifMatch } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  DRY_RUN_EXAMPLE,
  DryRunSchema,
  PUT_TERMS_EXAMPLE,
  PutTermsSchema,
  TERMS_INPUT_EXAMPLE,
  TERMS_VERSION_EXAMPLE,
  TermsInputSchema,
  TermsList,
  TermsQuery,
} from '../schemas/terms.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Terms'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/terms',
  operationId: 'listTerms',
  tags,
  summary: 'All versions of a campaign’s terms, newest first',
  ...guarded('terms.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', TermsList, { items: [TERMS_VERSION_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const put = createRoute({
  method: 'put',
  path: '/campaigns/{id}/terms',
  operationId: 'putTerms',
  tags,
  summary: 'Put a campaign’s terms, or see what they would do',
  description:
    'With the campaign’s ETag in If-Match. `?dryRun=true` needs none, writes nothing and says what the terms would cost and what is wrong with them. The same terms again change nothing.',
  ...guarded('terms.write'),
  parameters: [
    {
      in: 'header',
      name: 'If-Match',
      required: false,
      description: 'The campaign’s ETag; required unless dryRun is true',
      schema: { type: 'string' },
      example: '"3"',
    },
  ],
  request: { params: IdParam, query: TermsQuery, ...jsonBody(TermsInputSchema, TERMS_INPUT_EXAMPLE) },
  responses: {
    200: {
      description: 'The version that is in force now; for a dry run what it would do',
      content: {
        'application/json': {
          schema: PutTermsSchema.or(DryRunSchema),
          examples: {
            put: { summary: 'Put', value: PUT_TERMS_EXAMPLE },
            dryRun: { summary: 'Dry run', value: DRY_RUN_EXAMPLE },
          },
        },
      },
      ...ETAG,
    },
    ...problems(404, 409, 412, 413, 415, 422, 428),
  },
});

export function termsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      const { items } = await listTerms(core, await contextOf(c, core.hasher), input);
      const present = (version: TermsVersion) => presentTermsVersion(version, c.get('actor'));
      return c.json(presentSlice('terms', items, c.req.valid('query'), present), 200);
    })
    .openapi(put, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id } = c.req.valid('param');
      const terms = c.req.valid('json');
      if (c.req.valid('query').dryRun === 'true') {
        const dryRun = await dryRunTerms(core, context, { campaignId: id, terms });
        const { currency } = await getCampaign(core, context, { id });
        return c.json(presentDryRun(dryRun, currency), 200);
      }
      const { campaign, version } = await putTerms(core, context, { campaignId: id, ifVersion: ifMatch(c), terms });
      const answer = {
        ...presentTermsVersion(version, context.actor),
        campaignId: campaign.id,
        campaignVersion: campaign.version,
      };
      return c.json(answer, 200, etag(campaign.version));
    });
}
