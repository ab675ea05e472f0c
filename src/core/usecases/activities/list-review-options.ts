import { requirePermission } from '../../domain/access/permissions.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import { mayTake } from '../../domain/activity/associate.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A campaign that an activity may be moved to, with the score that it has today. */
export interface ReviewOption {
  readonly campaignId: string;
  readonly name: string;
  readonly confidence: number;
}

/** Where each activity may be moved to, best first; one read for all of them. Throws FORBIDDEN. */
export async function listReviewOptions(
  ports: Pick<Core, 'activities'>,
  { actor }: RequestContext,
  activities: readonly Omit<Activity, 'subject' | 'recordedBy'>[],
): Promise<ReadonlyMap<string, readonly ReviewOption[]>> {
  requirePermission(actor, 'activity.write');
  const companyIds = [...new Set(activities.map(({ companyId }) => companyId))];
  const candidates = companyIds.length === 0 ? [] : await ports.activities.candidates({ companyIds });
  return new Map(
    activities.map((activity) => [
      activity.id,
      mayTake({ ...activity, subject: '' }, candidates).map(({ candidate, score }) => ({
        campaignId: candidate.campaignId,
        name: candidate.name,
        confidence: score,
      })),
    ]),
  );
}
