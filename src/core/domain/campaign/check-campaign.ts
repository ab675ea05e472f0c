import type { BeneficiaryGroup, ProgramTemplate } from '../catalogue/catalogue.ts';
import { programConfigIssues } from '../catalogue/program-config.ts';
import { currencyOf, timeZoneOf } from '../company/make-company.ts';
import { type Checker, createChecker } from '../shared/check.ts';
import { parseMoney } from '../shared/money.ts';
import { personalDataIssues } from '../shared/personal-data.ts';
import { type CalendarDate, daysBetween, isCalendarDate } from '../shared/time.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignFields } from './input.ts';
import {
  COUNT_MAX,
  DESCRIPTION_MAX,
  INTERNAL_NOTES_MAX,
  NAME_MAX,
  PERIOD_DAYS_MAX,
  TAG_MAX,
  TAGS_MAX,
} from './limits.ts';
import { mergeConfig } from './merge-config.ts';
import { quarterOf } from './quarter.ts';

/** What a campaign names, as it stands: null where it names nothing, or what it names does not exist. */
export interface Named {
  /** The version that the campaign is, or will be, made from. */
  readonly template: ProgramTemplate | null;
  readonly group: BeneficiaryGroup | null;
}

/** The fields that people fill in, and those that follow from them. */
export type Filled = Omit<
  Campaign,
  | 'id'
  | 'version'
  | 'companyId'
  | 'status'
  | 'budgetSpent'
  | 'terms'
  | 'termsNumber'
  | 'leftDraft'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
>;

/**
 * What a campaign's fields come to. Throws INVALID, or the issues' own code where they share one (INVALID_PERIOD, INVALID_CONFIG,
 * INVALID_CURRENCY, INVALID_TIME_ZONE, UNKNOWN_REFERENCE, PERSONAL_DATA), with every issue.
 */
export function checkCampaign(input: CampaignFields & { name?: string | null | undefined }, named: Named): Filled {
  const check = createChecker();
  if (input.programTemplateId && !named.template)
    check.add('programTemplateId', 'UNKNOWN_REFERENCE', 'The program template does not exist');
  if (input.beneficiaryGroupId && !named.group)
    check.add('beneficiaryGroupId', 'UNKNOWN_REFERENCE', 'The beneficiary group does not exist');
  const period = periodOf(check, input.startDate ?? null, input.endDate ?? null);
  const currency = currencyOf(check, input.currency);
  const configOverrides = input.configOverrides ?? {};
  const merged = mergeConfig(named.template?.defaultConfig ?? {}, configOverrides);
  check.issues.push(...merged.issues);
  if (named.template && merged.issues.length === 0)
    check.issues.push(...programConfigIssues(named.template.programType, merged.config, 'configOverrides'));
  check.issues.push(...personalDataIssues({ internalNotes: input.internalNotes }));
  const filled: Filled = {
    name: check.text('name', input.name, NAME_MAX) ?? '',
    description: check.optionalText('description', input.description, DESCRIPTION_MAX),
    programTemplateId: named.template?.id ?? null,
    programTemplateVersion: named.template?.version ?? null,
    beneficiaryGroupId: named.group?.id ?? null,
    ...period,
    timeZone: timeZoneOf(check, input.timeZone),
    quarter: period.startDate ? quarterOf(period.startDate) : null,
    targetVolunteers: check.optionalInteger('targetVolunteers', input.targetVolunteers, 1, COUNT_MAX),
    targetBeneficiaries: check.optionalInteger('targetBeneficiaries', input.targetBeneficiaries, 1, COUNT_MAX),
    maxSessions: check.optionalInteger('maxSessions', input.maxSessions, 1, COUNT_MAX),
    budgetAllocated: budgetOf(check, input.budgetAllocated, currency),
    currency,
    priority: input.priority ?? 'medium',
    tags: check.tags('tags', input.tags, TAGS_MAX, TAG_MAX),
    internalNotes: check.optionalText('internalNotes', input.internalNotes, INTERNAL_NOTES_MAX),
    configOverrides,
    config: merged.config,
    overriddenPaths: merged.overriddenPaths,
  };
  check.done();
  return filled;
}

function periodOf(
  check: Checker,
  startDate: CalendarDate | null,
  endDate: CalendarDate | null,
): { startDate: CalendarDate | null; endDate: CalendarDate | null } {
  const wrong = Object.entries({ startDate, endDate }).filter(([, date]) => date !== null && !isCalendarDate(date));
  for (const [field] of wrong) check.add(field, 'INVALID_DATE', `${field} must be a calendar date`);
  if (wrong.length > 0) return { startDate: null, endDate: null };
  if (startDate && endDate && startDate > endDate)
    check.add('endDate', 'INVALID_PERIOD', 'endDate is before startDate');
  else if (startDate && endDate && daysBetween(startDate, endDate) > PERIOD_DAYS_MAX)
    check.add('endDate', 'INVALID_PERIOD', 'The campaign lasts longer than 100 years');
  return { startDate, endDate };
}

function budgetOf(check: Checker, text: string | null | undefined, currency: string): number | null {
  if (text === null || text === undefined || currency === '') return null;
  const budget = parseMoney(text, currency);
  if (budget !== null && budget > 0) return budget;
  const message = `budgetAllocated must be an amount above 0 in ${currency}, with at most its number of decimals`;
  check.add('budgetAllocated', 'OUT_OF_RANGE', message);
  return null;
}
