import { invalid } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import { formatMoney } from '../shared/money.ts';
import type { Instant } from '../shared/time.ts';
import type { Campaign } from './campaign.ts';
import { checkCampaign, type Named } from './check-campaign.ts';
import type { CampaignFields, CampaignPatch } from './input.ts';
import { refuseLockedFields } from './locked-fields.ts';
import { configIssues } from './merge-config.ts';
import { mergePatch } from './merge-patch.ts';
import { requireCompatible } from './require-compatible.ts';

/**
 * The campaign with a merge patch applied, one version on.
 * Throws LOCKED_FIELD where its state does not let a field change, INCOMPATIBLE_TEMPLATE_GROUP where a pair is newly made that does
 * not go together, or what `checkCampaign` throws.
 * @param named what the campaign will name after the patch
 */
export function patchCampaign(campaign: Campaign, patch: CampaignPatch, named: Named, at: Instant): Campaign {
  if (patch.companyId === null)
    throw invalid([{ path: 'companyId', code: 'REQUIRED', message: 'companyId is required' }]);
  const filled = checkCampaign(fieldsAfter(campaign, patch), named);
  const next: Campaign = {
    ...campaign,
    ...filled,
    companyId: patch.companyId ?? campaign.companyId,
    version: campaign.version + 1,
    updatedAt: at,
  };
  refuseLockedFields(campaign, next);
  const repaired =
    next.programTemplateId !== campaign.programTemplateId || next.beneficiaryGroupId !== campaign.beneficiaryGroupId;
  if (repaired) requireCompatible(named);
  return next;
}

function fieldsAfter(campaign: Campaign, patch: CampaignPatch): CampaignFields & { name?: string | null | undefined } {
  const { budgetAllocated, currency } = campaign;
  const present = {
    ...campaign,
    budgetAllocated: budgetAllocated === null ? null : formatMoney(budgetAllocated, currency),
  };
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { ...present, ...given, configOverrides: overridesAfter(campaign.configOverrides, patch.configOverrides) };
}

function overridesAfter(present: JsonObject, patch: JsonObject | null | undefined): JsonObject {
  if (patch === undefined) return present;
  if (patch === null) return {};
  const issues = configIssues('configOverrides', patch);
  if (issues.length > 0) throw invalid(issues, 'INVALID_CONFIG');
  return mergePatch(present, patch);
}
