import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { makeProposal } from '../../../core/usecases/proposals/make-proposal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, json, jsonBody, problems } from '../operation.ts';
import { presentProposal } from '../present/proposals.ts';
import { contextOf } from '../request.ts';
import { PROPOSAL_EXAMPLE, PROPOSAL_INPUT_EXAMPLE, ProposalInputSchema, ProposalSchema } from '../schemas/proposals.ts';
import { refuseInvalid } from '../validation.ts';

const propose = createRoute({
  method: 'post',
  path: '/proposals',
  operationId: 'makeProposal',
  tags: ['Proposals'],
  summary: 'What a campaign could be sold for, model by model',
  description: 'Writes nothing. 422 CURRENCY_NOT_PRICED for a currency that has no prices.',
  ...guarded('pricing.read'),
  request: jsonBody(ProposalInputSchema, PROPOSAL_INPUT_EXAMPLE),
  responses: { 200: json('The options', ProposalSchema, PROPOSAL_EXAMPLE), ...problems(413, 415, 422) },
});

export function proposalsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid }).openapi(propose, async (c) => {
    const proposal = await makeProposal(core, await contextOf(c, core.hasher), c.req.valid('json'));
    return c.json(presentProposal(proposal), 200);
  });
}
