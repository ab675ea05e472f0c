import type { CampaignRepository } from '../../../ports/campaign-repository.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { authorise, type Permission } from '../../domain/access/permissions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import { createRecent } from './recent.ts';

/** Where a campaign's capacity is counted, and whose it is. */
export interface CapacityPlace {
  readonly campaignId: string;
  readonly accountId: string;
  readonly companyId: string;
  /** Whether what is counted are people's places: seats and learners. */
  readonly ofSubjects: boolean;
}

export interface CampaignDirectory {
  /** Null where there is no such campaign. */
  find(campaignId: string): Promise<CapacityPlace | null>;
}

/**
 * A directory that remembers campaigns which have begun to recruit: from then on their company and pricing model are locked,
 * so what is remembered stays true. Custom terms may still change their unit, so such campaigns are read each time.
 */
export function createDirectory(campaigns: Pick<CampaignRepository, 'find'>, size = 10_000): CampaignDirectory {
  const known = createRecent<CapacityPlace>(size);
  return {
    async find(campaignId) {
      const remembered = known.get(campaignId);
      if (remembered) return remembered;
      const campaign = await campaigns.find(campaignId);
      if (!campaign) return null;
      const place = placeOf(campaign);
      if (isLocked(campaign)) known.set(campaignId, place);
      return place;
    },
  };
}

/** The place, once the actor has proved to have the permission. Throws NOT_FOUND, also for another company's, and FORBIDDEN. */
export async function findPlace(
  directory: CampaignDirectory,
  actor: Actor,
  permission: Permission,
  campaignId: string,
): Promise<CapacityPlace> {
  const place = await directory.find(campaignId);
  if (!place) throw notFound('Campaign');
  authorise(actor, permission, place.companyId, 'Campaign');
  return place;
}

function placeOf(campaign: Campaign): CapacityPlace {
  const { terms } = campaign;
  const ofSubjects =
    terms?.model === 'custom' ? belongsToSubject(terms.capacityUnit) : terms !== null && terms.model !== 'credits';
  return {
    campaignId: campaign.id,
    accountId: capacityAccountOf(campaign),
    companyId: campaign.companyId,
    ofSubjects,
  };
}

function isLocked({ status, terms }: Campaign): boolean {
  return status !== 'draft' && status !== 'planned' && terms !== null && terms.model !== 'custom';
}
