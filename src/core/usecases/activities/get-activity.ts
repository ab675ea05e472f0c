import { authorise } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type ActivityView, viewActivities } from './view-activities.ts';

/** One activity. Throws NOT_FOUND, also for another company's. */
export async function getActivity(
  ports: Pick<Core, 'activities' | 'capacityLog'>,
  { actor }: RequestContext,
  { id }: { readonly id: string },
): Promise<ActivityView> {
  const activity = await ports.activities.find(id);
  if (!activity) throw notFound('Activity');
  authorise(actor, 'activity.read', activity.companyId, 'Activity');
  const [view] = await viewActivities(ports, actor, [activity]);
  if (!view) throw notFound('Activity');
  return view;
}
