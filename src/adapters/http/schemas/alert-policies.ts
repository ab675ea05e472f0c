import { z } from '@hono/zod-openapi';
import { MESSAGE_CHANNELS } from '../../../core/domain/alerting/alert.ts';
import { MARGIN_MAX, MARGIN_MIN } from '../../../core/domain/alerting/policy.ts';
import { WINDOW_MINUTES_MAX } from '../../../core/domain/alerting/policy-input.ts';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import {
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ENTRY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantInput,
  InstantText,
  OptionalInstant,
  pageOf,
  pageQuery,
  Version,
} from './common.ts';

const ThresholdNumber = z.union([z.literal(80), z.literal(90), z.literal(100), z.literal(110)]);
const Channels = z.array(z.enum(MESSAGE_CHANNELS)).max(MESSAGE_CHANNELS.length);
const QuietHoursSchema = z
  .strictObject({ from: z.string().max(5), to: z.string().max(5) })
  .openapi({ description: 'Times of day in the campaign’s time zone; messages wait until they end' });

export const AlertPolicyInputSchema = z
  .strictObject({
    thresholds: z
      .array(
        z.strictObject({
          threshold: ThresholdNumber,
          enabled: z.boolean().optional(),
          windowMinutes: z.int().min(1).max(WINDOW_MINUTES_MAX).optional(),
          repeat: z.boolean().optional(),
        }),
      )
      .max(4)
      .optional(),
    rearmMargin: z.int().min(MARGIN_MIN).max(MARGIN_MAX).optional(),
    quietHours: QuietHoursSchema.nullish(),
    channels: z
      .strictObject({ sales: Channels.optional(), company_admin: Channels.optional(), cs: Channels.optional() })
      .optional(),
  })
  .openapi('AlertPolicyInput');

export const PutAlertPolicySchema = AlertPolicyInputSchema.extend({
  inherit: z
    .literal(true)
    .optional()
    .openapi({ description: 'Takes the own policy away; nothing else stands beside it' }),
})
  .refine(
    (body) => body.inherit === undefined || Object.values(body).filter((value) => value !== undefined).length === 1,
    {
      path: ['inherit'],
      message: 'Nothing else stands beside inherit',
    },
  )
  .openapi('PutAlertPolicy');

export const AlertPolicySchema = z
  .object({
    version: Version,
    source: z.enum(['campaign', 'company', 'default']).openapi({ description: 'Whose policy counts' }),
    thresholds: z.array(
      z.object({ threshold: ThresholdNumber, enabled: z.boolean(), windowMinutes: z.int(), repeat: z.boolean() }),
    ),
    rearmMargin: z.int(),
    quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
    channels: z.object({ sales: Channels, company_admin: Channels, cs: Channels }),
  })
  .openapi('AlertPolicy');

const ReplaySchema = z.object({
  alerts: z.int(),
  messages: z.int(),
  alertsPerWeek: z.number(),
  messagesPerWeek: z.number(),
  leadTimeHours: z.number().nullable().openapi({
    description:
      'From the first message about a lower threshold to 100 %, the shortest of all; null where 100 % was never crossed',
  }),
  missedCrossings: z.int().openapi({ description: 'Alerts of which nobody was told' }),
  flaps: z.int().openapi({ description: 'Alerts told within 24 h after the threshold’s alert before was resolved' }),
});
export const PolicyReplaySchema = z
  .object({
    from: InstantText.nullable(),
    to: InstantText,
    entries: z.int(),
    current: ReplaySchema,
    proposed: ReplaySchema,
  })
  .openapi('AlertPolicyReplay');

export const SilenceInputSchema = z
  .strictObject({
    campaignId: Id.nullish(),
    companyId: Id.nullish(),
    threshold: ThresholdNumber.nullish(),
    from: OptionalInstant,
    until: InstantInput,
    reason: z.string().max(REASON_MAX),
  })
  .openapi('SilenceInput');
export const SilenceSchema = z
  .object({
    id: Id,
    companyId: Id,
    campaignId: Id.nullable(),
    threshold: ThresholdNumber.nullable(),
    from: InstantText,
    until: InstantText,
    reason: z.string(),
    createdAt: InstantText,
    createdBy: z.string(),
  })
  .openapi('Silence');
export const SilencePage = pageOf('SilencePage', SilenceSchema);
export const SilenceQuerySchema = z.strictObject({ ...pageQuery, companyId: Id.optional(), campaignId: Id.optional() });

export const POLICY_INPUT_EXAMPLE: z.input<typeof AlertPolicyInputSchema> = {
  thresholds: [{ threshold: 90, windowMinutes: 1440, repeat: false }],
  rearmMargin: 5,
  quietHours: { from: '22:00', to: '07:00' },
};
const threshold = (number: 80 | 90 | 100 | 110, windowMinutes: number, repeat = true) => ({
  threshold: number,
  enabled: true,
  windowMinutes,
  repeat,
});
const BOTH: ('email' | 'webhook')[] = ['email', 'webhook'];
export const POLICY_EXAMPLE: z.input<typeof AlertPolicySchema> = {
  version: 1,
  source: 'campaign',
  thresholds: [threshold(80, 1440, false), threshold(90, 1440, false), threshold(100, 360), threshold(110, 60)],
  rearmMargin: 5,
  quietHours: { from: '22:00', to: '07:00' },
  channels: { sales: BOTH, company_admin: BOTH, cs: BOTH },
};
const FIGURES = { alerts: 6, messages: 9, alertsPerWeek: 1.5, messagesPerWeek: 2.25, leadTimeHours: 52.5 };
export const REPLAY_EXAMPLE: z.input<typeof PolicyReplaySchema> = {
  from: '2025-10-27T09:30:00.000Z',
  to: EXAMPLE_INSTANT,
  entries: 412,
  current: { ...FIGURES, missedCrossings: 0, flaps: 2 },
  proposed: { ...FIGURES, messages: 5, messagesPerWeek: 1.25, missedCrossings: 1, flaps: 0 },
};
export const SILENCE_INPUT_EXAMPLE: z.input<typeof SilenceInputSchema> = {
  campaignId: EXAMPLE_ID,
  threshold: 90,
  until: '2025-11-28T18:00:00Z',
  reason: 'The company moves its teams this week',
};
export const SILENCE_EXAMPLE: z.input<typeof SilenceSchema> = {
  id: EXAMPLE_ENTRY_ID,
  companyId: EXAMPLE_COMPANY_ID,
  campaignId: EXAMPLE_ID,
  threshold: 90,
  from: EXAMPLE_INSTANT,
  until: '2025-11-28T18:00:00.000Z',
  reason: 'The company moves its teams this week',
  createdAt: EXAMPLE_INSTANT,
  createdBy: 'sales-7',
};
