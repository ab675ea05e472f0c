import { type Actor, isStaff } from '../access/actor.ts';
import type { Campaign } from './campaign.ts';

/** The campaign as the actor may see it: to company roles what staff note among themselves, and who made it, is null. */
export function redactCampaign(campaign: Campaign, actor: Actor): Campaign {
  if (isStaff(actor)) return campaign;
  return { ...campaign, internalNotes: null, createdBy: campaign.createdBy === actor.id ? actor.id : null };
}
