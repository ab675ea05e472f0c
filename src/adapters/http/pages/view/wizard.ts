import { type Campaign, PRIORITIES } from '../../../../core/domain/campaign/campaign.ts';
import { checkCampaign } from '../../../../core/domain/campaign/check-campaign.ts';
import type { CampaignFields } from '../../../../core/domain/campaign/input.ts';
import { DomainError, type Issue } from '../../../../core/domain/shared/errors.ts';
import { formatMoney } from '../../../../core/domain/shared/money.ts';
import type { FormValues } from '../forms.ts';

export const STEPS = ['basics', 'template', 'group', 'dates', 'pricing'] as const;
export type Step = (typeof STEPS)[number];

const STEP_WORDS: Record<Step, string> = {
  basics: 'Basics',
  template: 'Template',
  group: 'Beneficiaries',
  dates: 'Dates and capacity',
  pricing: 'Pricing and review',
};

/** What people call the fields; the core's messages name them as the API does. */
export const LABELS: Readonly<Record<string, string>> = {
  companyId: 'Company',
  name: 'Name',
  description: 'Description',
  priority: 'Priority',
  tags: 'Tags',
  programTemplateId: 'Template',
  beneficiaryGroupId: 'Group',
  startDate: 'First day',
  endDate: 'Last day',
  timeZone: 'Time zone',
  targetVolunteers: 'Volunteers',
  targetBeneficiaries: 'Beneficiaries',
  maxSessions: 'Sessions at most',
  budgetAllocated: 'Budget',
  currency: 'Currency',
};

export const FIELDS: Record<Exclude<Step, 'pricing'>, readonly string[]> = {
  basics: ['companyId', 'name', 'description', 'priority', 'tags'],
  template: ['programTemplateId'],
  group: ['beneficiaryGroupId'],
  dates: [
    'startDate',
    'endDate',
    'timeZone',
    'targetVolunteers',
    'targetBeneficiaries',
    'maxSessions',
    'budgetAllocated',
    'currency',
  ],
};

const NUMBERS: ReadonlySet<string> = new Set(['targetVolunteers', 'targetBeneficiaries', 'maxSessions']);

export interface StepLink {
  readonly number: number;
  readonly label: string;
  /** Null where the draft does not exist yet. */
  readonly href: string | null;
  readonly state: 'done' | 'current' | 'open';
}

/** The five steps with what is done; `campaign` is null before the draft exists. */
export function stepLinks(current: Step, campaign: Campaign | null): StepLink[] {
  const done: Record<Step, boolean> = {
    basics: campaign !== null,
    template: Boolean(campaign?.programTemplateId),
    group: Boolean(campaign?.beneficiaryGroupId),
    dates: Boolean(
      campaign?.startDate &&
        campaign.endDate &&
        campaign.targetVolunteers &&
        campaign.targetBeneficiaries &&
        campaign.budgetAllocated,
    ),
    pricing: Boolean(campaign?.terms),
  };
  return STEPS.map((step, index) => ({
    number: index + 1,
    label: STEP_WORDS[step],
    href: campaign ? `/campaigns/${campaign.id}/setup/${step}` : null,
    state: step === current ? 'current' : done[step] ? 'done' : 'open',
  }));
}

/** What was typed, as the core takes it: empty clears a field, tags are parted by commas. */
export function toFields(names: readonly string[], values: FormValues): CampaignFields & { name?: string } {
  const entries = names.map((name) => {
    const text = (values[name] ?? '').trim();
    if (name === 'tags')
      return [
        name,
        text === ''
          ? []
          : text
              .split(',')
              .map((tag) => tag.trim())
              .filter(Boolean),
      ];
    if (name === 'name' || name === 'companyId') return [name, text];
    if (text === '') return [name, null];
    if (NUMBERS.has(name)) return [name, Number(text.replace(/[\s,]/g, ''))];
    if (name === 'currency') return [name, text.toUpperCase()];
    if (name === 'budgetAllocated') return [name, text.replace(/[\s,](?=\d{3}\b)/g, '')];
    return [name, text];
  });
  return Object.fromEntries(entries.filter(([name, value]) => !(value === null && KEPT.has(String(name)))));
}

/** Fields that always have a value: left empty they keep the one they have. */
const KEPT: ReadonlySet<string> = new Set(['timeZone', 'currency', 'priority']);

/** A draft's fields as a form shows them. */
export function fromCampaign(campaign: Campaign): FormValues {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  return {
    companyId: campaign.companyId,
    name: campaign.name,
    description: text(campaign.description),
    priority: campaign.priority,
    tags: campaign.tags.join(', '),
    programTemplateId: text(campaign.programTemplateId),
    beneficiaryGroupId: text(campaign.beneficiaryGroupId),
    startDate: text(campaign.startDate),
    endDate: text(campaign.endDate),
    timeZone: campaign.timeZone,
    targetVolunteers: text(campaign.targetVolunteers),
    targetBeneficiaries: text(campaign.targetBeneficiaries),
    maxSessions: text(campaign.maxSessions),
    budgetAllocated: campaign.budgetAllocated === null ? '' : formatMoney(campaign.budgetAllocated, campaign.currency),
    currency: campaign.currency,
  };
}

/** What is wrong with one field as it was left, judged beside the fields that it hangs on; null where it is fine. */
export function fieldError(field: string, values: FormValues): string | null {
  const names = [...FIELDS.basics, ...FIELDS.dates].filter((name) => name in values && name !== 'companyId');
  const text = (values[field] ?? '').trim();
  if (field === 'companyId') return text === '' ? sentence({ path: field, code: 'REQUIRED', message: '' }) : null;
  if (text === '' && field !== 'name') return null;
  const standard = { timeZone: 'UTC', currency: 'EUR', name: 'x' };
  try {
    checkCampaign({ ...standard, ...toFields(names, values) }, { template: null, group: null });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const issue = error.issues.find(({ path }) => path === field || path.startsWith(`${field}.`));
    return issue ? sentence(issue) : null;
  }
}

/** An issue in people's words. */
export function sentence(issue: Issue, labels: Readonly<Record<string, string>> = LABELS): string {
  const field = issue.path.split('.')[0] ?? '';
  const label = labels[field];
  if (!label) return issue.message;
  if (issue.code === 'REQUIRED') return `${label} is missing`;
  if (issue.code === 'NOT_AN_INTEGER') return `${label} must be a whole number`;
  return issue.message
    .replace(issue.path, label)
    .replace(field, label)
    .replaceAll('startDate', 'the first day')
    .replace('endDate', 'the last day');
}

/** The same refusal with its issues in people's words. */
export function inWords(error: DomainError, labels: Readonly<Record<string, string>> = LABELS): DomainError {
  const issues = error.issues.map((issue) => ({ ...issue, message: sentence(issue, labels) }));
  return new DomainError(error.kind, error.code, error.message, { issues, details: error.details });
}

export const PRIORITY_OPTIONS = PRIORITIES.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));
