import { z } from '@hono/zod-openapi';
import {
  ALERT_ACTIONS,
  ALERT_KINDS,
  ALERT_STATES,
  DECISION_REASONS,
  DECISIONS,
  MESSAGE_CHANNELS,
  RECIPIENTS,
  SEVERITIES,
} from '../../../core/domain/alerting/alert.ts';
import { MAX_NOTE } from '../../../core/domain/alerting/limits.ts';
import {
  EXAMPLE_ALERT_ID,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ENTRY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
  Version,
} from './common.ts';

/** Null where the alert is not of capacity. */
const Threshold = z.union([z.literal(80), z.literal(90), z.literal(100), z.literal(110)]).nullable();

export const AlertSchema = z
  .object({
    id: Id,
    version: Version,
    campaignId: Id,
    companyId: Id,
    kind: z.enum(ALERT_KINDS),
    threshold: Threshold,
    severity: z.enum(SEVERITIES),
    recipients: z.array(z.enum(RECIPIENTS)),
    action: z.enum(ALERT_ACTIONS),
    state: z.enum(ALERT_STATES),
    utilization: z.number().nullable(),
    value: z.number().nullable().openapi({ description: 'At the crossing: utilization, SROI, or spent ÷ allocated' }),
    bar: z.number().openapi({ description: 'What the value was held against' }),
    raisedAt: InstantText,
    acknowledgedAt: InstantText.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: InstantText.nullable(),
    entryId: Id.nullable(),
  })
  .openapi('Alert');
export const AlertPage = pageOf('AlertPage', AlertSchema);

export const AlertQuerySchema = z.strictObject({
  ...pageQuery,
  campaignId: Id.optional(),
  companyId: Id.optional(),
  kind: z.enum(ALERT_KINDS).optional(),
  severity: z.enum(SEVERITIES).optional(),
  state: z.enum(ALERT_STATES).optional(),
});

export const AcknowledgeSchema = z
  .strictObject({ note: z.string().trim().max(MAX_NOTE).nullish() })
  .openapi('AcknowledgeInput');

export const DecisionSchema = z
  .object({
    at: InstantText,
    decision: z.enum(DECISIONS),
    reason: z.enum(DECISION_REASONS),
    explanation: z.string(),
    threshold: Threshold,
    kind: z.enum(ALERT_KINDS),
    value: z.number().nullable(),
    utilizationBefore: z.number().nullable(),
    utilizationAfter: z.number().nullable(),
    recipient: z.enum(RECIPIENTS).nullable(),
    channel: z.enum(MESSAGE_CHANNELS).nullable(),
    nextPossibleAt: InstantText.nullable(),
    entryId: z.string().nullable(),
  })
  .openapi('AlertDecision');
export const DecisionList = pageOf('AlertDecisionList', DecisionSchema);

export const ALERT_EXAMPLE: z.input<typeof AlertSchema> = {
  id: EXAMPLE_ALERT_ID,
  version: 1,
  campaignId: EXAMPLE_ID,
  companyId: EXAMPLE_COMPANY_ID,
  kind: 'capacity',
  threshold: 80,
  severity: 'info',
  recipients: ['sales'],
  action: 'upsell_opportunity',
  state: 'raised',
  utilization: 0.8,
  value: 0.8,
  bar: 0.8,
  raisedAt: EXAMPLE_INSTANT,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  entryId: EXAMPLE_ENTRY_ID,
};
export const DECISION_EXAMPLE: z.input<typeof DecisionSchema> = {
  at: EXAMPLE_INSTANT,
  decision: 'raised',
  reason: 'crossing',
  explanation:
    'Utilization of “Mentors for Syrian refugees, Berlin” rose from 78.00 % to 80.00 % and reached the 80 % threshold, so an alert was raised.',
  threshold: 80,
  kind: 'capacity',
  value: 0.8,
  utilizationBefore: 0.78,
  utilizationAfter: 0.8,
  recipient: null,
  channel: null,
  nextPossibleAt: null,
  entryId: EXAMPLE_ENTRY_ID,
};
