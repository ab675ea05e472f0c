import { isStaff } from '../../domain/access/actor.ts';
import { companyScope } from '../../domain/access/permissions.ts';
import { foreseeGuards } from '../../domain/lifecycle/foresee-guards.ts';
import type { Guard } from '../../domain/lifecycle/guards.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import { DAY } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { ListedAction } from './list-schedule.ts';
import { loadTransitionWorld } from './load-world.ts';

export interface PreviewedAction {
  readonly action: ListedAction;
  readonly campaignName: string;
  /** What would stand in its way if everything were as today; empty where nothing would. */
  readonly guards: readonly Guard[];
}

/** What is to happen in the next days, by due time, with the guards that fail today. Throws INVALID_CURSOR. */
export async function previewSchedule(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'catalogue' | 'schedule'>,
  context: RequestContext,
  input: PageRequest & { readonly days: number; readonly companyId?: string },
): Promise<Page<PreviewedAction>> {
  const { actor } = context;
  const scope = companyScope(actor, 'campaign.read', input.companyId);
  if (scope === 'nothing') return { items: [], nextCursor: null };
  const until = ports.clock.now() + input.days * DAY;
  const { limit, cursor } = input;
  const page = await ports.schedule.list({ limit, cursor, ...scope, pending: true, until });
  const campaignIds = [...new Set(page.items.map(({ campaignId }) => campaignId))];
  const foreseen = new Map(
    (await Promise.all(campaignIds.map((id) => foresee(ports, id)))).flatMap((found) => [...found]),
  );
  const mayKnow = (by: string) => isStaff(actor) || by === actor.id;
  const items = page.items.map((action) => {
    const { campaignName = '', guards = [] } = foreseen.get(action.id) ?? {};
    return { action: { ...action, actor: mayKnow(action.actor) ? action.actor : null }, campaignName, guards };
  });
  return { items, nextCursor: page.nextCursor };
}

type Foreseen = Omit<PreviewedAction, 'action'>;

async function foresee(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'catalogue' | 'schedule'>,
  campaignId: string,
): Promise<Map<string, Foreseen>> {
  const [campaign, pending] = await Promise.all([ports.campaigns.find(campaignId), ports.schedule.pending(campaignId)]);
  if (!campaign) return new Map();
  const guards = foreseeGuards(campaign, pending, await loadTransitionWorld(ports, campaign));
  return new Map(pending.map(({ id }) => [id, { campaignName: campaign.name, guards: guards.get(id) ?? [] }]));
}
