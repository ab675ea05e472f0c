import { PROGRAM_TYPES } from '../../../../core/domain/catalogue/catalogue.ts';
import type { GroupInput } from '../../../../core/domain/catalogue/input.ts';
import type { CompanyInput } from '../../../../core/domain/company/input.ts';
import type { FormValues } from '../forms.ts';

export const COMPANY_FIELDS = ['name', 'timeZone', 'currency', 'tags'];
export const GROUP_FIELDS = [
  'name',
  'groupType',
  'countryCode',
  'city',
  'primaryLanguages',
  'eligibleProgramTypes',
  'minGroupSize',
  'maxGroupSize',
  'tags',
  'description',
];

export const GROUP_LABELS: Readonly<Record<string, string>> = {
  name: 'Name',
  groupType: 'Kind',
  countryCode: 'Country',
  city: 'City',
  primaryLanguages: 'Languages',
  eligibleProgramTypes: 'Programs',
  minGroupSize: 'Least people',
  maxGroupSize: 'Most people',
  tags: 'Tags',
  description: 'Description',
};

function words(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

function count(text: string | undefined): number | null {
  const typed = text?.trim();
  return typed ? Number(typed) : null;
}

export function toCompany(values: FormValues): CompanyInput {
  return {
    name: values.name ?? '',
    timeZone: values.timeZone?.trim() ?? '',
    currency: values.currency?.trim().toUpperCase() ?? '',
    tags: words(values.tags),
  };
}

/** Languages are parted by commas; each program is a checkbox of its own. */
export function toGroup(values: FormValues): GroupInput {
  return {
    name: values.name ?? '',
    groupType: values.groupType ?? '',
    countryCode: values.countryCode?.trim().toUpperCase() ?? '',
    city: values.city?.trim() || null,
    primaryLanguages: words(values.primaryLanguages?.toLowerCase()),
    eligibleProgramTypes: PROGRAM_TYPES.filter((type) => values[`program-${type}`] === 'on'),
    minGroupSize: count(values.minGroupSize),
    maxGroupSize: count(values.maxGroupSize),
    tags: words(values.tags),
    description: values.description?.trim() || null,
  };
}
