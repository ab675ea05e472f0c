import type { Campaign } from '../campaign/campaign.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../catalogue/catalogue.ts';
import { incompatibilities } from '../catalogue/compatibility.ts';
import type { Subscription } from '../company/company.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import { carriesNow, subscriptionProblem } from '../terms/check-subscription.ts';
import type { CampaignStatus } from './status.ts';

/** What a transition rests on, beside the campaign. */
export interface TransitionWorld {
  /** The version that the campaign was made from, active or not as its newest is; null where the campaign names none. */
  readonly template: ProgramTemplate | null;
  readonly group: BeneficiaryGroup | null;
  /** The subscription that the campaign's bundle shares. */
  readonly subscription: Subscription | null;
  /** Whether the first cohort was made already. */
  readonly hasInstance: boolean;
  readonly at: Instant;
}

/** What stands in the way of a transition. */
export interface Guard {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Every guard that fails on the way to the target, in their fixed order; empty where the way is free. */
export function failingGuards(campaign: Campaign, to: CampaignStatus, world: TransitionWorld): readonly Guard[] {
  if (to === 'planned') return guardsOfPlanning(campaign, world);
  return to === 'active' ? guardsOfActivation(campaign, world) : [];
}

function guardsOfPlanning(campaign: Campaign, world: TransitionWorld): Guard[] {
  const guards: Guard[] = [];
  const add = (fails: boolean, code: ErrorCode, message: string) => void (fails && guards.push({ code, message }));
  const isBundle = campaign.terms?.model === 'bundle';
  const problem = isBundle ? subscriptionProblem(campaign, world.subscription) : null;
  const paired = campaign.programTemplateId !== null && campaign.beneficiaryGroupId !== null;
  const reasons = paired ? incompatibilities(world.template, world.group) : [];
  add(campaign.programTemplateId === null, 'MISSING_TEMPLATE', 'The campaign has no program template');
  add(campaign.beneficiaryGroupId === null, 'MISSING_GROUP', 'The campaign has no beneficiary group');
  add(campaign.startDate === null || campaign.endDate === null, 'MISSING_DATES', 'The campaign needs both dates');
  add(
    campaign.targetVolunteers === null || campaign.targetBeneficiaries === null,
    'MISSING_TARGETS',
    'The campaign needs targets for volunteers and for beneficiaries',
  );
  add(campaign.budgetAllocated === null, 'MISSING_BUDGET', 'The campaign has no budget');
  add(campaign.terms === null, 'MISSING_TERMS', 'The campaign has no commercial terms');
  add(reasons.length > 0, 'INCOMPATIBLE_TEMPLATE_GROUP', reasons.map(({ message }) => message).join('. '));
  add(problem !== null, 'SUBSCRIPTION_NOT_ACTIVE', problem?.message ?? '');
  return guards;
}

function guardsOfActivation(campaign: Campaign, world: TransitionWorld): Guard[] {
  const guards: Guard[] = [];
  if (!world.template?.isActive)
    guards.push({ code: 'TEMPLATE_INACTIVE', message: 'The program template is not active' });
  if (!world.group?.isActive) guards.push({ code: 'GROUP_INACTIVE', message: 'The beneficiary group is not active' });
  if (campaign.terms?.model === 'bundle' && !carriesNow(campaign, world.subscription, world.at))
    guards.push({ code: 'SUBSCRIPTION_NOT_ACTIVE', message: 'The subscription is not active' });
  return guards;
}
