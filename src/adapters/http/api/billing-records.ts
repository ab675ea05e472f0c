import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listComponentUses } from '../../../core/usecases/billing/list-component-uses.ts';
import { reachMilestone } from '../../../core/usecases/billing/reach-milestone.ts';
import { recordCompletion } from '../../../core/usecases/billing/record-completion.ts';
import { recordComponentUse } from '../../../core/usecases/billing/record-component-use.ts';
import { withdrawCompletion } from '../../../core/usecases/billing/withdraw-completion.ts';
import { withdrawMilestone } from '../../../core/usecases/billing/withdraw-milestone.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentCompletion, presentComponentUse, presentMilestone } from '../present/charges.ts';
import { presentSlice } from '../present/page.ts';
import { contextOf, replayedHeader } from '../request.ts';
import {
  COMPLETION_EXAMPLE,
  COMPLETION_INPUT_EXAMPLE,
  COMPONENT_USE_EXAMPLE,
  COMPONENT_USE_INPUT_EXAMPLE,
  CompletionInputSchema,
  CompletionSchema,
  ComponentUseInputSchema,
  ComponentUsePage,
  ComponentUseSchema,
  MILESTONE_EXAMPLE,
  MILESTONE_INPUT_EXAMPLE,
  MilestoneInputSchema,
  MilestoneParams,
  MilestoneSchema,
} from '../schemas/charges.ts';
import { PageQuery } from '../schemas/common.ts';
import { SubjectParams } from '../schemas/reservations.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Charges'];

const complete = createRoute({
  method: 'post',
  path: '/campaigns/{id}/completions',
  operationId: 'recordCompletion',
  tags,
  summary: 'Record that a learner completed',
  description:
    'Once for a subject; a repeat answers the completion that stands and attaches evidence that is new. It is charged with its evidence where the terms require some.',
  ...guarded('completion.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(CompletionInputSchema, COMPLETION_INPUT_EXAMPLE) },
  responses: {
    200: json('The learner had completed already', CompletionSchema, COMPLETION_EXAMPLE),
    201: { ...json('Recorded', CompletionSchema, COMPLETION_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const withdraw = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/completions/{subject}',
  operationId: 'withdrawCompletion',
  tags,
  summary: 'Take a completion back',
  ...guarded('completion.write'),
  request: { params: SubjectParams },
  responses: { 204: { description: 'Taken back' }, ...problems(404, 409) },
});

const reach = createRoute({
  method: 'post',
  path: '/campaigns/{id}/milestones',
  operationId: 'reachMilestone',
  tags,
  summary: 'Record that a milestone of custom terms was reached',
  ...guarded('completion.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(MilestoneInputSchema, MILESTONE_INPUT_EXAMPLE) },
  responses: {
    200: json('It was reached already', MilestoneSchema, MILESTONE_EXAMPLE),
    201: { ...json('Recorded', MilestoneSchema, MILESTONE_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const unreach = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/milestones/{milestone}',
  operationId: 'withdrawMilestone',
  tags,
  summary: 'Take a milestone back',
  ...guarded('completion.write'),
  request: { params: MilestoneParams },
  responses: { 204: { description: 'Taken back' }, ...problems(404, 409) },
});

const use = createRoute({
  method: 'post',
  path: '/campaigns/{id}/components',
  operationId: 'recordComponentUse',
  tags,
  summary: 'Record what was used of a variable component of custom terms',
  description: 'Of one that the ledger does not count; one in the unit of the capacity follows from consumption.',
  ...guarded('completion.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(ComponentUseInputSchema, COMPONENT_USE_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('Recorded', ComponentUseSchema, COMPONENT_USE_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const uses = createRoute({
  method: 'get',
  path: '/campaigns/{id}/components',
  operationId: 'listComponentUses',
  tags,
  summary: 'What was used of variable components, oldest first',
  ...guarded('charges.read'),
  request: { params: IdParam, query: PageQuery },
  responses: {
    200: json('A page', ComponentUsePage, { items: [COMPONENT_USE_EXAMPLE], nextCursor: null }),
    ...problems(404),
  },
});

export function billingRecordsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(complete, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...c.req.valid('json') };
      const { result, replayed } = await recordCompletion(core, await contextOf(c, core.hasher), input);
      if (!result.isNew) return c.json(presentCompletion(result.record), 200, replayedHeader(replayed));
      const headers = { Location: `${c.req.path}/${encodeURIComponent(result.record.subject)}` };
      return c.json(presentCompletion(result.record), 201, { ...headers, ...replayedHeader(replayed) });
    })
    .openapi(withdraw, async (c) => {
      const { id: campaignId, subject } = c.req.valid('param');
      await withdrawCompletion(core, await contextOf(c, core.hasher), { campaignId, subject });
      return c.body(null, 204);
    })
    .openapi(reach, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...c.req.valid('json') };
      const { result, replayed } = await reachMilestone(core, await contextOf(c, core.hasher), input);
      if (!result.isNew) return c.json(presentMilestone(result.record), 200, replayedHeader(replayed));
      const headers = { Location: `${c.req.path}/${encodeURIComponent(result.record.milestone)}` };
      return c.json(presentMilestone(result.record), 201, { ...headers, ...replayedHeader(replayed) });
    })
    .openapi(unreach, async (c) => {
      const { id: campaignId, milestone } = c.req.valid('param');
      await withdrawMilestone(core, await contextOf(c, core.hasher), { campaignId, milestone });
      return c.body(null, 204);
    })
    .openapi(use, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...c.req.valid('json') };
      const { result, replayed } = await recordComponentUse(core, await contextOf(c, core.hasher), input);
      const headers = { Location: c.req.path, ...replayedHeader(replayed) };
      return c.json(presentComponentUse(result), 201, headers);
    })
    .openapi(uses, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      const { items } = await listComponentUses(core, await contextOf(c, core.hasher), input);
      return c.json(presentSlice('components', items, c.req.valid('query'), presentComponentUse), 200);
    });
}
