import type { Campaign } from '../campaign/campaign.ts';
import { COUNT_MAX, NAME_MAX } from '../campaign/limits.ts';
import { type Checker, createChecker } from '../shared/check.ts';
import { DomainError } from '../shared/errors.ts';
import type { Given, Patch } from '../shared/patch.ts';
import { personalDataIssues } from '../shared/personal-data.ts';
import { parseQuantity } from '../shared/quantity.ts';
import { type CalendarDate, type Instant, isCalendarDate } from '../shared/time.ts';
import type { Instance, InstanceStatus } from './instance.ts';

export const SROI_MAX = 1_000;
export const VIS_MAX = 100;
export const DIMENSIONS_MAX = 50;
/** The form of an outcome's dimension, such as `job_readiness`. */
export const DIMENSION_PATTERN = /^[a-z][a-z0-9_]{0,49}$/;

/** What is reported of a cohort; null and absent are alike where nothing was there before. */
export interface InstanceFields {
  readonly name: string;
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate;
  readonly status: InstanceStatus;
  readonly enrolledVolunteers: number;
  readonly enrolledBeneficiaries: number;
  readonly sessionsHeld: number;
  readonly hoursLogged: number;
  readonly sroi: number;
  readonly vis: number;
  /** A dimension that is null is taken out. */
  readonly outcomeScores: Readonly<Record<string, number | null>>;
}

export type InstanceInput = Pick<InstanceFields, 'name'> & {
  readonly [F in Exclude<keyof InstanceFields, 'name'>]?: Given<InstanceFields[F]>;
};
export type InstancePatch = Patch<InstanceFields>;

/** A new cohort of a campaign; its period is the campaign's unless it names its own. Throws CAMPAIGN_NOT_OPEN, INVALID and its kin. */
export function makeInstance(
  campaign: Campaign,
  input: InstanceInput,
  made: { readonly id: string; readonly at: Instant },
): Instance {
  requireReporting(campaign);
  return {
    ...checkInstance(campaign, { ...input, outcomeScores: scoresAfter({}, input.outcomeScores) }),
    id: made.id,
    version: 1,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    config: campaign.config,
    createdAt: made.at,
    updatedAt: made.at,
  };
}

/** The cohort with a merge patch applied, one version on. Throws CAMPAIGN_NOT_OPEN, INVALID and its kin. */
export function patchInstance(campaign: Campaign, before: Instance, patch: InstancePatch, at: Instant): Instance {
  requireReporting(campaign);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const outcomeScores = scoresAfter(before.outcomeScores, patch.outcomeScores);
  const fields = checkInstance(campaign, { ...before, ...given, outcomeScores });
  return { ...before, ...fields, version: before.version + 1, updatedAt: at };
}

/** Cohorts are reported from planning on and until the campaign is closed. */
function requireReporting({ status }: Campaign): void {
  if (status !== 'draft' && status !== 'closed') return;
  throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${status} and takes no reports of cohorts`, {
    details: { status },
  });
}

type Reported = Omit<InstanceInput, 'outcomeScores' | 'name'> & {
  readonly name?: Given<string>;
  readonly outcomeScores: Readonly<Record<string, number>>;
};
type Checked = Omit<Instance, 'id' | 'version' | 'campaignId' | 'companyId' | 'config' | 'createdAt' | 'updatedAt'>;

function checkInstance(campaign: Campaign, input: Reported): Checked {
  const check = createChecker();
  const count = (field: 'enrolledVolunteers' | 'enrolledBeneficiaries' | 'sessionsHeld') =>
    check.integer(field, input[field] ?? 0, 0, COUNT_MAX) ?? 0;
  const score = (path: string, value: number | null | undefined, max: number) => {
    if (value === null || value === undefined) return null;
    const isFine = parseQuantity(value) !== null && value >= 0 && value <= max;
    if (!isFine) check.add(path, 'OUT_OF_RANGE', `${path} must be from 0 to ${max}, with at most 4 decimals`);
    return value;
  };
  const checked: Checked = {
    name: check.text('name', input.name, NAME_MAX) ?? '',
    status: input.status ?? 'planned',
    ...periodWithin(check, campaign, input),
    enrolledVolunteers: count('enrolledVolunteers'),
    enrolledBeneficiaries: count('enrolledBeneficiaries'),
    sessionsHeld: count('sessionsHeld'),
    hoursLogged: score('hoursLogged', input.hoursLogged, COUNT_MAX) ?? 0,
    sroi: score('sroi', input.sroi, SROI_MAX),
    vis: score('vis', input.vis, VIS_MAX),
    outcomeScores: input.outcomeScores,
  };
  const dimensions = Object.entries(input.outcomeScores);
  if (dimensions.length > DIMENSIONS_MAX)
    check.add('outcomeScores', 'TOO_MANY', `outcomeScores has more than ${DIMENSIONS_MAX} dimensions`);
  for (const [name, value] of dimensions) {
    if (!DIMENSION_PATTERN.test(name))
      check.add('outcomeScores', 'INVALID', 'A dimension is a lower-case word such as job_readiness');
    score(`outcomeScores.${name}`, value, 1);
  }
  check.issues.push(...personalDataIssues({ name: input.name }));
  check.done();
  return checked;
}

function scoresAfter(
  before: Readonly<Record<string, number>>,
  patch: Given<InstanceFields['outcomeScores']>,
): Readonly<Record<string, number>> {
  if (patch === undefined) return before;
  const merged = Object.entries({ ...before, ...patch });
  if (patch === null) return {};
  return Object.fromEntries(merged.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** Both days belong to the cohort, and the cohort to the campaign. */
function periodWithin(
  check: Checker,
  campaign: Campaign,
  input: Pick<Reported, 'startDate' | 'endDate'>,
): Pick<Instance, 'startDate' | 'endDate'> {
  const startDate = input.startDate ?? campaign.startDate ?? '';
  const endDate = input.endDate ?? campaign.endDate ?? '';
  const wrong = Object.entries({ startDate, endDate }).filter(([, date]) => !isCalendarDate(date));
  for (const [field] of wrong) check.add(field, 'INVALID_DATE', `${field} must be a calendar date`);
  if (wrong.length > 0) return { startDate, endDate };
  if (startDate > endDate) check.add('endDate', 'INVALID_PERIOD', 'endDate is before startDate');
  if (campaign.startDate !== null && startDate < campaign.startDate)
    check.add('startDate', 'INVALID_PERIOD', `startDate is before the campaign starts on ${campaign.startDate}`);
  if (campaign.endDate !== null && endDate > campaign.endDate)
    check.add('endDate', 'INVALID_PERIOD', `endDate is after the campaign ends on ${campaign.endDate}`);
  return { startDate, endDate };
}
