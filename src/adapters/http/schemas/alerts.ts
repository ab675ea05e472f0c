import { z } from '@hono/zod-openapi';
import {
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

export const AlertSchema = z
  .object({
    id: Id,
    version: Version,
    campaignId: Id,
    companyId: Id,
    kind: z.literal('capacity'),
    threshold: z.union([z.literal(80), z.literal(90), z.literal(100), z.literal(110)]),
    severity: z.enum(SEVERITIES),
    recipients: z.array(z.enum(RECIPIENTS)),
    action: z.enum(['upsell_opportunity', 'recommend_expansion', 'block_enrollments']),
    state: z.enum(ALERT_STATES),
    utilization: z.number().nullable(),
    raisedAt: InstantText,
    acknowledgedAt: InstantText.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: InstantText.nullable(),
    entryId: Id,
  })
  .openapi('Alert');
export const AlertPage = pageOf('AlertPage', AlertSchema);

export const AlertQuerySchema = z.strictObject({
  ...pageQuery,
  campaignId: Id.optional(),
  companyId: Id.optional(),
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
    threshold: z.union([z.literal(80), z.literal(90), z.literal(100), z.literal(110)]),
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
  utilizationBefore: 0.78,
  utilizationAfter: 0.8,
  recipient: null,
  channel: null,
  nextPossibleAt: null,
  entryId: EXAMPLE_ENTRY_ID,
};
