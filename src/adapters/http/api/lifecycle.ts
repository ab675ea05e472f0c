import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { isStaff } from '../../../core/domain/access/actor.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import { getTransitions } from '../../../core/usecases/lifecycle/get-transitions.ts';
import { transitionCampaign } from '../../../core/usecases/lifecycle/transition-campaign.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED_VERSIONED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentCampaign } from '../present/campaigns.ts';
import { contextOf, etag, replayedHeader } from '../request.ts';
import { CAMPAIGN_EXAMPLE, CampaignSchema } from '../schemas/campaigns.ts';
import {
  TRANSITION_INPUT_EXAMPLE,
  TRANSITIONS_EXAMPLE,
  TransitionInputSchema,
  TransitionsSchema,
} from '../schemas/transitions.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Lifecycle'];

const transitions = createRoute({
  method: 'get',
  path: '/campaigns/{id}/transitions',
  operationId: 'getTransitions',
  tags,
  summary: 'What happened, and what may come next with the guards that fail today',
  ...guarded('campaign.read'),
  request: { params: IdParam },
  responses: { 200: json('History and allowed targets', TransitionsSchema, TRANSITIONS_EXAMPLE), ...problems(404) },
});

const transition = createRoute({
  method: 'post',
  path: '/campaigns/{id}/transitions',
  operationId: 'transitionCampaign',
  tags,
  summary: 'Move a campaign along its lifecycle',
  description:
    'An edge that is not allowed: 409 INVALID_TRANSITION with `allowed`. Failing guards: 409 with the code of the first and all in `errors`. The answer has no capacity, so that a repeat gives the same.',
  ...guarded('campaign.transition'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(TransitionInputSchema, TRANSITION_INPUT_EXAMPLE) },
  responses: {
    201: {
      ...json('The campaign', CampaignSchema, {
        ...CAMPAIGN_EXAMPLE,
        version: 2,
        status: 'planned',
        capacity: null,
      }),
      ...CREATED_VERSIONED,
    },
    ...problems(404, 409, 413, 415, 422),
  },
});

export function lifecycleApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(transitions, async (c) => {
      const { items, allowed } = await getTransitions(core, await contextOf(c, core.hasher), c.req.valid('param'));
      const actor = c.get('actor');
      return c.json(
        {
          items: items.map(({ from, to, at, actor: by, trigger, reason }) => ({
            from,
            to,
            at: toRfc3339(at),
            actor: isStaff(actor) || by === actor.id ? by : null,
            trigger,
            reason,
          })),
          allowed: allowed.map(({ to, guards }) => ({
            to,
            guards: guards.map(({ code, message }) => ({ code, message })),
          })),
        },
        200,
      );
    })
    .openapi(transition, async (c) => {
      const { id } = c.req.valid('param');
      const { to, reason } = c.req.valid('json');
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await transitionCampaign(core, context, { id, to, reason });
      const headers = { Location: `/api/v1/campaigns/${id}`, ...etag(result.version), ...replayedHeader(replayed) };
      return c.json(presentCampaign(result, null), 201, headers);
    });
}
