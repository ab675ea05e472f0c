import { z } from '@hono/zod-openapi';
import { COUNT_MAX, NAME_MAX } from '../../../core/domain/campaign/limits.ts';
import { SROI_MAX, VIS_MAX } from '../../../core/domain/lifecycle/check-instance.ts';
import { INSTANCE_STATUSES } from '../../../core/domain/lifecycle/instance.ts';
import { Config, DateText, EXAMPLE_ID, EXAMPLE_INSTANT, Id, InstantText, pageOf, Version } from './common.ts';

/** Why an outcome is null, null where it is not. */
export const UnknownReasonSchema = z
  .enum(['not_reported', 'too_few', 'not_known_then'])
  .nullable()
  .openapi({ description: 'too_few: over fewer than 5 people, withheld from companies' });

const Count = z.int().min(0).max(COUNT_MAX);
const Score = (max: number) => z.number().min(0).max(max);
const Scores = z
  .record(z.string(), Score(1).nullable())
  .openapi({ description: 'By dimension, 0 to 1; null takes a dimension out', example: { job_readiness: 0.62 } });

const reported = {
  startDate: DateText.nullish().openapi({ description: 'Within the campaign; its first day where left out' }),
  endDate: DateText.nullish().openapi({ description: 'Within the campaign; its last day where left out' }),
  status: z.enum(INSTANCE_STATUSES).nullish(),
  enrolledVolunteers: Count.nullish(),
  enrolledBeneficiaries: Count.nullish(),
  sessionsHeld: Count.nullish(),
  hoursLogged: Score(COUNT_MAX).nullish().openapi({ description: 'At most 4 decimals' }),
  sroi: Score(SROI_MAX).nullish(),
  vis: Score(VIS_MAX).nullish(),
  outcomeScores: Scores.nullish(),
};
export const InstanceInputSchema = z
  .strictObject({ name: z.string().max(NAME_MAX), ...reported })
  .openapi('InstanceInput');
export const InstancePatchSchema = z
  .strictObject({ name: z.string().max(NAME_MAX).optional(), ...reported })
  .openapi('InstancePatch');

export const InstanceSchema = z
  .object({
    id: Id,
    version: Version,
    campaignId: Id,
    name: z.string(),
    status: z.enum(INSTANCE_STATUSES),
    startDate: z.string(),
    endDate: z.string(),
    config: Config,
    enrolledVolunteers: z.number(),
    enrolledBeneficiaries: z.number(),
    sessionsHeld: z.number(),
    hoursLogged: z.number(),
    sroi: z.number().nullable(),
    vis: z.number().nullable(),
    outcomeScores: z.record(z.string(), z.number()),
    reasons: z.object({ sroi: UnknownReasonSchema, vis: UnknownReasonSchema, outcomeScores: UnknownReasonSchema }),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('Instance');
export const InstanceParams = z.object({ id: Id, instanceId: Id });
export const InstanceList = pageOf('InstanceList', InstanceSchema);

export const INSTANCE_INPUT_EXAMPLE: z.input<typeof InstanceInputSchema> = {
  name: 'Cohort 2',
  status: 'active',
  enrolledVolunteers: 12,
  enrolledBeneficiaries: 30,
};
export const INSTANCE_PATCH_EXAMPLE: z.input<typeof InstancePatchSchema> = {
  sessionsHeld: 344,
  hoursLogged: 516,
  sroi: 4.2,
  vis: 78.5,
  outcomeScores: { job_readiness: 0.62 },
};
export const INSTANCE_EXAMPLE: z.input<typeof InstanceSchema> = {
  id: `${EXAMPLE_ID}-cohort-1`,
  version: 1,
  campaignId: EXAMPLE_ID,
  name: 'Mentors for Syrian refugees, Berlin – Cohort 1',
  status: 'active',
  startDate: '2025-01-01',
  endDate: '2025-06-30',
  config: { sessionDuration: 90 },
  enrolledVolunteers: 43,
  enrolledBeneficiaries: 96,
  sessionsHeld: 344,
  hoursLogged: 516,
  sroi: 4.2,
  vis: 78.5,
  outcomeScores: { job_readiness: 0.62 },
  reasons: { sroi: null, vis: null, outcomeScores: null },
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};
