import { isStaff } from '../../domain/access/actor.ts';
import { failingGuards, type Guard } from '../../domain/lifecycle/guards.ts';
import type { TransitionRecord } from '../../domain/lifecycle/history.ts';
import { reachableBy } from '../../domain/lifecycle/roles.ts';
import type { CampaignStatus } from '../../domain/lifecycle/status.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadTransitionWorld } from './load-world.ts';

/** A change of state; to company roles `actor` is null where it was somebody else. */
export type ListedTransition = Omit<TransitionRecord, 'actor'> & { readonly actor: string | null };

export interface Transitions {
  /** Oldest first. */
  readonly items: readonly ListedTransition[];
  /** Where the actor may take the campaign from here, each with the guards that fail now. */
  readonly allowed: readonly { readonly to: CampaignStatus; readonly guards: readonly Guard[] }[];
}

/** How a campaign came to its state, and where it may go next. Throws NOT_FOUND. */
export async function getTransitions(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Transitions> {
  const { actor } = context;
  const campaign = await loadCampaign(ports, context, 'campaign.read', input.id);
  const [records, world] = await Promise.all([
    ports.campaigns.transitions(campaign.id),
    loadTransitionWorld(ports, campaign),
  ]);
  const mayKnow = (by: string) => isStaff(actor) || by === actor.id;
  return {
    items: records.map((record) => ({ ...record, actor: mayKnow(record.actor) ? record.actor : null })),
    allowed: reachableBy(actor, campaign.companyId, campaign.status).map((to) => ({
      to,
      guards: failingGuards(campaign, to, world),
    })),
  };
}
