import type { z } from '@hono/zod-openapi';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { ListedAction } from '../../../core/usecases/lifecycle/list-schedule.ts';
import type { PreviewedAction } from '../../../core/usecases/lifecycle/preview-schedule.ts';
import type { PreviewedActionSchema, ScheduledActionSchema } from '../schemas/schedule.ts';

export function presentAction(action: ListedAction): z.output<typeof ScheduledActionSchema> {
  return {
    id: action.id,
    campaignId: action.campaignId,
    to: action.to,
    dueAt: toRfc3339(action.dueAt),
    ranAt: action.ranAt === null ? null : toRfc3339(action.ranAt),
    latenessMs: action.latenessMs,
    outcome: action.outcome,
    detail: action.detail,
    reason: action.reason,
    actor: action.actor,
    cause: action.cause,
  };
}

export function presentPreviewed(previewed: PreviewedAction): z.output<typeof PreviewedActionSchema> {
  const guards = previewed.guards.map(({ code, message }) => ({ code, message }));
  return { ...presentAction(previewed.action), campaignName: previewed.campaignName, guards };
}
