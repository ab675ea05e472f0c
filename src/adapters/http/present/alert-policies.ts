import type { z } from '@hono/zod-openapi';
import type { PolicyReplay } from '../../../core/domain/alerting/replay-policy.ts';
import type { Silence } from '../../../core/domain/alerting/silence.ts';
import { THRESHOLDS } from '../../../core/domain/capacity/thresholds.ts';
import { HOUR, MINUTE, toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { PolicyView } from '../../../core/usecases/alert-policies/policy-owner.ts';
import type { PolicyComparison } from '../../../core/usecases/alert-policies/replay-alert-policy.ts';
import type { AlertPolicySchema, PolicyReplaySchema, SilenceSchema } from '../schemas/alert-policies.ts';

export function presentAlertPolicy({ policy, source, version }: PolicyView): z.output<typeof AlertPolicySchema> {
  const { thresholds, rearmMargin, quietHours, channels } = policy;
  return {
    version,
    source,
    thresholds: THRESHOLDS.map((threshold) => ({
      threshold,
      enabled: thresholds[threshold].enabled,
      windowMinutes: thresholds[threshold].window / MINUTE,
      repeat: thresholds[threshold].repeats,
    })),
    rearmMargin,
    quietHours,
    channels: { sales: [...channels.sales], company_admin: [...channels.company_admin], cs: [...channels.cs] },
  };
}

export function presentComparison(comparison: PolicyComparison): z.output<typeof PolicyReplaySchema> {
  return {
    from: comparison.from === null ? null : toRfc3339(comparison.from),
    to: toRfc3339(comparison.to),
    entries: comparison.entries,
    current: presentReplay(comparison.current),
    proposed: presentReplay(comparison.proposed),
  };
}

function presentReplay(replay: PolicyReplay) {
  return {
    alerts: replay.alerts,
    messages: replay.messages,
    alertsPerWeek: hundredths(replay.alertsPerWeek),
    messagesPerWeek: hundredths(replay.messagesPerWeek),
    leadTimeHours: replay.leadTime === null ? null : hundredths(replay.leadTime / HOUR),
    missedCrossings: replay.missed,
    flaps: replay.flaps,
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

export function presentSilence(silence: Silence): z.output<typeof SilenceSchema> {
  const { id, companyId, campaignId, threshold, from, until, reason, createdAt, createdBy } = silence;
  return {
    id,
    companyId,
    campaignId,
    threshold,
    from: toRfc3339(from),
    until: toRfc3339(until),
    reason,
    createdAt: toRfc3339(createdAt),
    createdBy,
  };
}
