import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getAlertPolicy } from '../../../core/usecases/alert-policies/get-alert-policy.ts';
import type { PolicyOwner } from '../../../core/usecases/alert-policies/policy-owner.ts';
import { putAlertPolicy } from '../../../core/usecases/alert-policies/put-alert-policy.ts';
import { replayAlertPolicy } from '../../../core/usecases/alert-policies/replay-alert-policy.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { ETAG, guarded, IdParam, IF_MATCH, json, jsonBody, problems } from '../operation.ts';
import { presentAlertPolicy, presentComparison } from '../present/alert-policies.ts';
import { contextOf, etag, ifMatch } from '../request.ts';
import {
  AlertPolicyInputSchema,
  AlertPolicySchema,
  POLICY_EXAMPLE,
  POLICY_INPUT_EXAMPLE,
  PolicyReplaySchema,
  PutAlertPolicySchema,
  REPLAY_EXAMPLE,
} from '../schemas/alert-policies.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Alerts'];

const getOf = <P extends string>(path: P, of: 'Campaign' | 'Company', summary: string) =>
  createRoute({
    method: 'get',
    path,
    operationId: `get${of}AlertPolicy`,
    tags,
    summary,
    ...guarded('alert-policy.read'),
    request: { params: IdParam },
    responses: {
      200: { ...json('The policy that counts', AlertPolicySchema, POLICY_EXAMPLE), ...ETAG },
      ...problems(404),
    },
  });

const putOf = <P extends string>(path: P, of: 'Campaign' | 'Company', summary: string) =>
  createRoute({
    method: 'put',
    path,
    operationId: `put${of}AlertPolicy`,
    tags,
    summary,
    description:
      'Which thresholds are crossed is not its affair: alerts and live events follow each crossing in any case. What is left out is as in the default. Raised alerts are looked at anew.',
    ...guarded('alert-policy.write'),
    ...IF_MATCH,
    request: { params: IdParam, ...jsonBody(PutAlertPolicySchema, POLICY_INPUT_EXAMPLE) },
    responses: {
      200: { ...json('The policy that counts now', AlertPolicySchema, POLICY_EXAMPLE), ...ETAG },
      ...problems(404, 412, 413, 415, 422, 428),
    },
  });

const readCampaign = getOf('/campaigns/{id}/alert-policy', 'Campaign', 'Who is told of a campaign’s alerts, and when');
const putCampaign = putOf('/campaigns/{id}/alert-policy', 'Campaign', 'Give a campaign an alert policy of its own');
const readCompany = getOf('/companies/{id}/alert-policy', 'Company', 'Who is told of a company’s alerts, and when');
const putCompany = putOf('/companies/{id}/alert-policy', 'Company', 'Give the campaigns of a company an alert policy');

const replay = createRoute({
  method: 'post',
  path: '/campaigns/{id}/alert-policy/replay',
  operationId: 'replayAlertPolicy',
  tags,
  summary: 'What a policy would have led to over the real ledger, beside today’s; nothing is written',
  description: 'As if everybody were reachable by one of the channels, nobody acknowledged, and nothing were silenced.',
  ...guarded('alert-policy.read'),
  request: { params: IdParam, ...jsonBody(AlertPolicyInputSchema, POLICY_INPUT_EXAMPLE) },
  responses: {
    200: json('Both side by side', PolicyReplaySchema, REPLAY_EXAMPLE),
    ...problems(404, 413, 415, 422),
  },
});

const ownerOf = (of: PolicyOwner['of'], { id }: { id: string }): PolicyOwner => ({ of, id });

export function alertPoliciesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(readCampaign, async (c) => {
      const input = { owner: ownerOf('campaign', c.req.valid('param')) };
      const view = await getAlertPolicy(core, await contextOf(c, core.hasher), input);
      return c.json(presentAlertPolicy(view), 200, etag(view.version));
    })
    .openapi(putCampaign, async (c) => {
      const { inherit, ...policy } = c.req.valid('json');
      const owner = ownerOf('campaign', c.req.valid('param'));
      const input = { owner, ifVersion: ifMatch(c), policy: inherit ? null : policy };
      const view = await putAlertPolicy(core, await contextOf(c, core.hasher), input);
      return c.json(presentAlertPolicy(view), 200, etag(view.version));
    })
    .openapi(readCompany, async (c) => {
      const input = { owner: ownerOf('company', c.req.valid('param')) };
      const view = await getAlertPolicy(core, await contextOf(c, core.hasher), input);
      return c.json(presentAlertPolicy(view), 200, etag(view.version));
    })
    .openapi(putCompany, async (c) => {
      const { inherit, ...policy } = c.req.valid('json');
      const owner = ownerOf('company', c.req.valid('param'));
      const input = { owner, ifVersion: ifMatch(c), policy: inherit ? null : policy };
      const view = await putAlertPolicy(core, await contextOf(c, core.hasher), input);
      return c.json(presentAlertPolicy(view), 200, etag(view.version));
    })
    .openapi(replay, async (c) => {
      const input = { campaignId: c.req.valid('param').id, policy: c.req.valid('json') };
      const comparison = await replayAlertPolicy(core, await contextOf(c, core.hasher), input);
      return c.json(presentComparison(comparison), 200);
    });
}
