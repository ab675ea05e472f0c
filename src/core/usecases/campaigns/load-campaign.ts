import { maySee } from '../../domain/access/actor.ts';
import { authorise, type Permission } from '../../domain/access/permissions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** The campaign as it stands. Throws NOT_FOUND where it does not exist or the actor may not know of it, else FORBIDDEN. */
export async function loadCampaign(
  ports: Pick<Core, 'campaigns'>,
  { actor }: RequestContext,
  permission: Permission,
  id: string,
): Promise<Campaign> {
  const campaign = await ports.campaigns.find(id);
  if (!campaign || !maySee(actor, campaign.companyId)) throw notFound('Campaign');
  authorise(actor, permission, campaign.companyId, 'Campaign');
  return campaign;
}
