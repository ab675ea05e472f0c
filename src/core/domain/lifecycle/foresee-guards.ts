import type { Campaign } from '../campaign/campaign.ts';
import { failingGuards, type Guard, type TransitionWorld } from './guards.ts';
import type { ScheduledAction } from './scheduled-action.ts';
import { EDGES } from './status.ts';

/**
 * What would stand in the way of each pending action, by its id, if all of them ran in their order and everything else stayed as
 * it is today.
 * @param pending by due time
 */
export function foreseeGuards(
  campaign: Campaign,
  pending: readonly ScheduledAction[],
  world: TransitionWorld,
): Map<string, readonly Guard[]> {
  const foreseen = new Map<string, readonly Guard[]>();
  let { status } = campaign;
  for (const { id, to } of pending) {
    const isEdge = EDGES[status].includes(to);
    const guards = isEdge
      ? failingGuards({ ...campaign, status }, to, world)
      : [{ code: 'INVALID_TRANSITION' as const, message: `A campaign that is ${status} cannot become ${to}` }];
    foreseen.set(id, guards);
    if (guards.length === 0) status = to;
  }
  return foreseen;
}
