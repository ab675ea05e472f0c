import { isStaff } from '../../domain/access/actor.ts';
import type { ScheduledAction } from '../../domain/lifecycle/scheduled-action.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A scheduled action; to company roles `actor` is null where it was somebody else. */
export type ListedAction = Omit<ScheduledAction, 'actor'> & { readonly actor: string | null };

/** What is and was scheduled for a campaign, by due time. Throws NOT_FOUND or INVALID_CURSOR. */
export async function listSchedule(
  ports: Pick<Core, 'campaigns' | 'schedule'>,
  context: RequestContext,
  input: PageRequest & { readonly campaignId: string },
): Promise<Page<ListedAction>> {
  const { actor } = context;
  const campaign = await loadCampaign(ports, context, 'campaign.read', input.campaignId);
  const { limit, cursor } = input;
  const page = await ports.schedule.list({ limit, cursor, campaignId: campaign.id });
  const mayKnow = (by: string) => isStaff(actor) || by === actor.id;
  const items = page.items.map((action) => ({ ...action, actor: mayKnow(action.actor) ? action.actor : null }));
  return { items, nextCursor: page.nextCursor };
}
