import type { ActivityQuery } from '../../../ports/activity-repository.ts';
import { companyScope } from '../../domain/access/permissions.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type ActivityView, viewActivities } from './view-activities.ts';

/** A page of activities, newest first, or what waits for people, oldest first; a company sees its own. Throws INVALID_CURSOR. */
export async function listActivities(
  ports: Pick<Core, 'activities' | 'capacityLog'>,
  { actor }: RequestContext,
  input: ActivityQuery,
): Promise<Page<ActivityView>> {
  const scope = companyScope(actor, 'activity.read', input.companyId);
  if (scope === 'nothing') return { items: [], nextCursor: null };
  const { items, nextCursor } = await ports.activities.list({ ...input, ...scope });
  return { items: await viewActivities(ports, actor, items), nextCursor };
}
