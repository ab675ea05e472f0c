import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { ACTION_OUTCOMES } from '../../../core/domain/lifecycle/scheduled-action.ts';
import { STATUSES } from '../../../core/domain/lifecycle/status.ts';
import { EXAMPLE_ID, EXAMPLE_INSTANT, Id, InstantInput, InstantText, pageOf, pageQuery } from './common.ts';

export const ScheduleInputSchema = z
  .strictObject({ to: z.enum(STATUSES), at: InstantInput, reason: z.string().max(REASON_MAX).nullish() })
  .openapi('ScheduleInput');

export const ScheduledActionSchema = z
  .object({
    id: Id,
    campaignId: Id,
    to: z.enum(STATUSES),
    dueAt: InstantText,
    ranAt: InstantText.nullable(),
    latenessMs: z.int().nullable(),
    outcome: z.enum(ACTION_OUTCOMES),
    detail: z.string().nullable(),
    reason: z.string().nullable(),
    actor: z.string().nullable(),
    cause: z
      .enum(['period', 'person'])
      .openapi({ description: 'Whether it follows from the campaign’s period, or a person asked for it' }),
  })
  .openapi('ScheduledAction');
export const SchedulePage = pageOf('SchedulePage', ScheduledActionSchema);
export const ActionParams = z.object({ id: Id, actionId: Id });

export const PreviewedActionSchema = ScheduledActionSchema.extend({
  campaignName: z.string(),
  guards: z
    .array(z.object({ code: z.string(), message: z.string() }))
    .openapi({ description: 'What would stand in its way if everything were as today' }),
}).openapi('PreviewedAction');
export const PreviewPage = pageOf('SchedulePreview', PreviewedActionSchema);

export const PREVIEW_DAYS_MAX = 366;
export const PreviewQuery = z.strictObject({
  ...pageQuery,
  days: z
    .string()
    .regex(/^\d{1,3}$/, 'Expected a number of days')
    .transform(Number)
    .pipe(z.int().min(1).max(PREVIEW_DAYS_MAX))
    .default(30)
    .openapi({ type: 'integer', minimum: 1, maximum: PREVIEW_DAYS_MAX, default: 30 }),
  companyId: Id.optional(),
});

export const SCHEDULE_INPUT_EXAMPLE: z.input<typeof ScheduleInputSchema> = {
  to: 'paused',
  at: '2025-12-22T07:00:00Z',
  reason: 'Christmas break',
};
export const ACTION_EXAMPLE: z.input<typeof ScheduledActionSchema> = {
  id: '01980b12-9999-7b2a-8c3d-4e5f6a7b8c9d',
  campaignId: EXAMPLE_ID,
  to: 'paused',
  dueAt: '2025-12-22T07:00:00.000Z',
  ranAt: null,
  latenessMs: null,
  outcome: 'pending',
  detail: null,
  reason: 'Christmas break',
  actor: 'coordinator-3',
  cause: 'person',
};
export const PREVIEW_EXAMPLE: z.input<typeof PreviewedActionSchema> = {
  ...ACTION_EXAMPLE,
  to: 'active',
  dueAt: EXAMPLE_INSTANT,
  reason: null,
  cause: 'period',
  campaignName: 'Mentors for Syrian refugees, Berlin',
  guards: [{ code: 'TEMPLATE_INACTIVE', message: 'The program template is not active' }],
};
