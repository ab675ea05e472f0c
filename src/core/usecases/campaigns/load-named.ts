import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Named } from '../../domain/campaign/check-campaign.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { Subscription } from '../../domain/company/company.ts';
import type { CommercialTerms } from '../../domain/terms/terms.ts';
import type { Core } from '../core.ts';

type Choice = Pick<Campaign, 'programTemplateId' | 'programTemplateVersion' | 'beneficiaryGroupId'>;

/**
 * The template and the group that a campaign names. The template is the version given (null: the newest), and active only where
 * its newest version is.
 */
export async function loadNamed(ports: Pick<Core, 'catalogue'>, choice: Choice): Promise<Named> {
  const { programTemplateId, programTemplateVersion, beneficiaryGroupId } = choice;
  const [template, group] = await Promise.all([
    programTemplateId === null ? null : loadTemplate(ports, programTemplateId, programTemplateVersion),
    beneficiaryGroupId === null ? null : ports.catalogue.findGroup(beneficiaryGroupId),
  ]);
  return { template, group };
}

async function loadTemplate(
  ports: Pick<Core, 'catalogue'>,
  id: string,
  version: number | null,
): Promise<ProgramTemplate | null> {
  const newest = await ports.catalogue.findTemplate(id);
  if (!newest || version === null || version === newest.version) return newest;
  const pinned = await ports.catalogue.findTemplate(id, version);
  return pinned && { ...pinned, isActive: newest.isActive };
}

/** The subscription that terms share; null where they are no bundle, or it does not exist. */
export async function loadSubscription(
  ports: Pick<Core, 'companies'>,
  terms: CommercialTerms | null,
): Promise<Subscription | null> {
  return terms?.model === 'bundle' ? ports.companies.findSubscription(terms.subscriptionId) : null;
}
