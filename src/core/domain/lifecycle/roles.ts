import { type Actor, maySee } from '../access/actor.ts';
import { type CampaignStatus, EDGES } from './status.ts';

/**
 * Whether the actor may take a campaign along this edge: admins every edge, coordinators all but planned→draft, sales
 * draft→planned and closing from draft or planned, a company's admin pausing and resuming of its own.
 */
export function mayTransition(actor: Actor, companyId: string, from: CampaignStatus, to: CampaignStatus): boolean {
  if (!maySee(actor, companyId)) return false;
  const edge = `${from}→${to}`;
  switch (actor.role) {
    case 'admin':
      return true;
    case 'coordinator':
      return edge !== 'planned→draft';
    case 'sales':
      return edge === 'draft→planned' || edge === 'draft→closed' || edge === 'planned→closed';
    case 'company_admin':
      return edge === 'active→paused' || edge === 'paused→active';
    case 'company_user':
      return false;
  }
}

/** Where the actor may take a campaign from this state, guards aside. */
export function reachableBy(actor: Actor, companyId: string, from: CampaignStatus): readonly CampaignStatus[] {
  return EDGES[from].filter((to) => mayTransition(actor, companyId, from, to));
}
