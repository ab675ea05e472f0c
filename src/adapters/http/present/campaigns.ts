import type { z } from '@hono/zod-openapi';
import type { Campaign } from '../../../core/domain/campaign/campaign.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { CampaignSchema } from '../schemas/campaigns.ts';
import type { CapacitySchema } from '../schemas/capacity.ts';
import { presentTerms } from './terms.ts';

export function presentCampaign(
  campaign: Campaign,
  capacity: z.output<typeof CapacitySchema> | null,
): z.output<typeof CampaignSchema> {
  const { currency } = campaign;
  return {
    id: campaign.id,
    version: campaign.version,
    companyId: campaign.companyId,
    name: campaign.name,
    description: campaign.description,
    status: campaign.status,
    programTemplateId: campaign.programTemplateId,
    programTemplateVersion: campaign.programTemplateVersion,
    beneficiaryGroupId: campaign.beneficiaryGroupId,
    startDate: campaign.startDate,
    endDate: campaign.endDate,
    timeZone: campaign.timeZone,
    quarter: campaign.quarter,
    targetVolunteers: campaign.targetVolunteers,
    targetBeneficiaries: campaign.targetBeneficiaries,
    maxSessions: campaign.maxSessions,
    budgetAllocated: campaign.budgetAllocated === null ? null : formatMoney(campaign.budgetAllocated, currency),
    budgetSpent: formatMoney(campaign.budgetSpent, currency),
    currency,
    priority: campaign.priority,
    tags: [...campaign.tags],
    internalNotes: campaign.internalNotes,
    configOverrides: campaign.configOverrides,
    config: campaign.config,
    overriddenPaths: [...campaign.overriddenPaths],
    terms: campaign.terms && presentTerms(campaign.terms),
    capacity,
    createdAt: toRfc3339(campaign.createdAt),
    updatedAt: toRfc3339(campaign.updatedAt),
  };
}
