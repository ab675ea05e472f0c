import type { z } from '@hono/zod-openapi';
import type { VisibleInstance } from '../../../core/domain/lifecycle/redact-instance.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { InstanceSchema } from '../schemas/instances.ts';
import { presentScore } from './figures.ts';

export function presentInstance(instance: VisibleInstance): z.output<typeof InstanceSchema> {
  return {
    id: instance.id,
    version: instance.version,
    campaignId: instance.campaignId,
    name: instance.name,
    status: instance.status,
    startDate: instance.startDate,
    endDate: instance.endDate,
    config: instance.config,
    enrolledVolunteers: instance.enrolledVolunteers,
    enrolledBeneficiaries: instance.enrolledBeneficiaries,
    sessionsHeld: instance.sessionsHeld,
    hoursLogged: instance.hoursLogged,
    sroi: presentScore(instance.sroi),
    vis: presentScore(instance.vis),
    outcomeScores: { ...instance.outcomeScores },
    reasons: { ...instance.reasons },
    createdAt: toRfc3339(instance.createdAt),
    updatedAt: toRfc3339(instance.updatedAt),
  };
}
