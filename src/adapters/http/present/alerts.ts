import type { z } from '@hono/zod-openapi';
import type { Alert } from '../../../core/domain/alerting/alert.ts';
import { figureOf } from '../../../core/domain/alerting/figure.ts';
import { ratio } from '../../../core/domain/shared/quantity.ts';
import { type Instant, toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { ExplainedDecision } from '../../../core/usecases/alerts/list-decisions.ts';
import type { AlertSchema, DecisionSchema } from '../schemas/alerts.ts';

export function presentAlert(alert: Alert): z.output<typeof AlertSchema> {
  return {
    id: alert.id,
    version: alert.version,
    campaignId: alert.campaignId,
    companyId: alert.companyId,
    kind: alert.kind,
    threshold: alert.threshold,
    severity: alert.severity,
    recipients: [...alert.recipients],
    action: alert.action,
    state: alert.state,
    utilization: ratio(alert.consumed, alert.capacity),
    ...figureOf(alert),
    raisedAt: toRfc3339(alert.raisedAt),
    acknowledgedAt: orNull(alert.acknowledgedAt),
    acknowledgedBy: alert.acknowledgedBy,
    resolvedAt: orNull(alert.resolvedAt),
    entryId: alert.entryId,
  };
}

export function presentDecision(decision: ExplainedDecision): z.output<typeof DecisionSchema> {
  return {
    at: toRfc3339(decision.at),
    decision: decision.decision,
    reason: decision.reason,
    explanation: decision.explanation,
    threshold: decision.threshold,
    kind: decision.impact?.kind ?? 'capacity',
    value: decision.impact ? decision.impact.value : decision.utilizationAfter,
    utilizationBefore: decision.utilizationBefore,
    utilizationAfter: decision.utilizationAfter,
    recipient: decision.recipient,
    channel: decision.channel,
    nextPossibleAt: orNull(decision.nextPossibleAt),
    entryId: decision.entryId,
  };
}

function orNull(instant: Instant | null): string | null {
  return instant === null ? null : toRfc3339(instant);
}
