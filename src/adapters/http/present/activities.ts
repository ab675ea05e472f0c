import type { z } from '@hono/zod-openapi';
import { DomainError } from '../../../core/domain/shared/errors.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { TakeResult } from '../../../core/usecases/activities/take-batch.ts';
import type { ActivityView, DebitView } from '../../../core/usecases/activities/view-activities.ts';
import { toProblem } from '../problem.ts';
import type { ActivityBatchSchema, ActivitySchema } from '../schemas/activities.ts';

type ResultAnswer = z.output<typeof ActivityBatchSchema>['results'][number];

const NO_ANSWER = { decision: null, campaignId: null, instanceId: null, confidence: null, reasons: [] };

/** What became of an item; one that was refused has its problem in its place. */
export function presentResult(result: TakeResult): ResultAnswer {
  if (result.outcome !== 'refused') return { id: result.id, ...result.answer, reasons: [...result.answer.reasons] };
  const { kind, code, message, issues } = result.refusal;
  return { id: result.id, ...NO_ANSWER, problem: toProblem(new DomainError(kind, code, message, { issues })) };
}

export function presentActivity({ activity, debit }: ActivityView): z.output<typeof ActivitySchema> {
  const { id, version, kind, companyId, subject, hours, state, campaignId, instanceId, confidence } = activity;
  return {
    id,
    version,
    kind,
    companyId,
    subject,
    occurredAt: toRfc3339(activity.occurredAt),
    hours: hours === null ? null : toUnits(hours),
    tags: [...activity.tags],
    state,
    campaignId,
    instanceId,
    confidence,
    reasons: [...activity.reasons],
    alternatives: activity.alternatives.map((one) => ({ ...one })),
    debit: debit && presentDebit(debit),
    attention: activity.attention,
    recordedAt: toRfc3339(activity.recordedAt),
    recordedBy: activity.recordedBy,
    reviewedAt: activity.reviewedAt === null ? null : toRfc3339(activity.reviewedAt),
    reviewedBy: activity.reviewedBy,
  };
}

function presentDebit({ state, entryId, quantity, refusal }: DebitView) {
  return {
    state,
    entryId,
    quantity: quantity === null ? null : toUnits(quantity),
    refusal: refusal && { ...refusal, at: toRfc3339(refusal.at) },
  };
}
