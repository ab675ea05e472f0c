import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { cancelScheduled } from '../../../core/usecases/lifecycle/cancel-scheduled.ts';
import { listSchedule } from '../../../core/usecases/lifecycle/list-schedule.ts';
import { previewSchedule } from '../../../core/usecases/lifecycle/preview-schedule.ts';
import { scheduleTransition } from '../../../core/usecases/lifecycle/schedule-transition.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { presentAction, presentPreviewed } from '../present/schedule.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  ACTION_EXAMPLE,
  ActionParams,
  PREVIEW_EXAMPLE,
  PreviewPage,
  PreviewQuery,
  SCHEDULE_INPUT_EXAMPLE,
  ScheduledActionSchema,
  ScheduleInputSchema,
  SchedulePage,
} from '../schemas/schedule.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Lifecycle'];

const schedule = createRoute({
  method: 'post',
  path: '/campaigns/{id}/schedule',
  operationId: 'scheduleTransition',
  tags,
  summary: 'Have a campaign move to a state at an instant',
  description: 'Whether it then can is decided then.',
  ...guarded('campaign.schedule'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(ScheduleInputSchema, SCHEDULE_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('What is scheduled', ScheduledActionSchema, ACTION_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/schedule',
  operationId: 'listSchedule',
  tags,
  summary: 'What is and was scheduled for a campaign, by due time',
  ...guarded('campaign.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', SchedulePage, { items: [ACTION_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const cancel = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/schedule/{actionId}',
  operationId: 'cancelScheduled',
  tags,
  summary: 'Cancel what a person scheduled',
  ...guarded('campaign.schedule'),
  request: { params: ActionParams },
  responses: { 204: { description: 'It will not run' }, ...problems(404, 409) },
});

const preview = createRoute({
  method: 'get',
  path: '/schedule/preview',
  operationId: 'previewSchedule',
  tags,
  summary: 'What is to happen in the next days, with the guards that fail today',
  ...guarded('campaign.read'),
  request: { query: PreviewQuery },
  responses: { 200: json('A page', PreviewPage, { items: [PREVIEW_EXAMPLE], nextCursor: null }), ...problems() },
});

export function scheduleApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(schedule, async (c) => {
      const input = { ...c.req.valid('json'), campaignId: c.req.valid('param').id };
      const { result, replayed } = await scheduleTransition(core, await contextOf(c, core.hasher), input);
      const headers = { Location: `${c.req.path}/${result.id}`, ...replayedHeader(replayed) };
      return c.json(presentAction(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...pageInput(c.req.valid('query')) };
      const page = await listSchedule(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentAction), 200);
    })
    .openapi(cancel, async (c) => {
      const { id: campaignId, actionId } = c.req.valid('param');
      await cancelScheduled(core, await contextOf(c, core.hasher), { campaignId, actionId });
      return c.body(null, 204);
    })
    .openapi(preview, async (c) => {
      const input = compact(pageInput(c.req.valid('query')));
      const page = await previewSchedule(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentPreviewed), 200);
    });
}
