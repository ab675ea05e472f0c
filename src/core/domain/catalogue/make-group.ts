import { DESCRIPTION_MAX, NAME_MAX, TAG_MAX, TAGS_MAX } from '../campaign/limits.ts';
import { type Checker, createChecker } from '../shared/check.ts';
import { personalDataIssues } from '../shared/personal-data.ts';
import type { Instant } from '../shared/time.ts';
import { type BeneficiaryGroup, PROGRAM_TYPES } from './catalogue.ts';
import type { GroupInput, GroupPatch } from './input.ts';
import { AGE_MAX, CODE_MAX, GROUP_SIZE_MAX, LANGUAGES_MAX, LIST_MAX } from './limits.ts';

/** A new group. Throws PERSONAL_DATA where a text names a person's address or number, INVALID for the rest. */
export function makeGroup(input: GroupInput, id: string, at: Instant): BeneficiaryGroup {
  return checkGroup(input, { id, version: 1, createdAt: at, updatedAt: at });
}

/** The group with a merge patch applied. Throws as `makeGroup` does. */
export function patchGroup(group: BeneficiaryGroup, patch: GroupPatch, at: Instant): BeneficiaryGroup {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const ageRange = patch.ageRange ? { ...group.ageRange, ...patch.ageRange } : patch.ageRange;
  const input: GroupInput = { ...group, ...given, ageRange: ageRange === undefined ? group.ageRange : ageRange };
  const { id, createdAt } = group;
  return checkGroup(input, { id, createdAt, version: group.version + 1, updatedAt: at });
}

function checkGroup(
  input: GroupInput,
  rest: Pick<BeneficiaryGroup, 'id' | 'version' | 'createdAt' | 'updatedAt'>,
): BeneficiaryGroup {
  const check = createChecker();
  const { name, description, region, city, groupType, languageRequirement, genderFocus } = input;
  const group: BeneficiaryGroup = {
    ...rest,
    name: check.text('name', name, NAME_MAX) ?? '',
    groupType: check.text('groupType', groupType, CODE_MAX) ?? '',
    countryCode: countryOf(check, input.countryCode),
    region: check.optionalText('region', region, NAME_MAX),
    city: check.optionalText('city', city, NAME_MAX),
    ageRange: ageRangeOf(check, input.ageRange),
    genderFocus: check.optionalText('genderFocus', genderFocus, CODE_MAX),
    primaryLanguages: languagesOf(check, input.primaryLanguages),
    languageRequirement: check.optionalText('languageRequirement', languageRequirement, CODE_MAX),
    legalStatusCategories: check.tags('legalStatusCategories', input.legalStatusCategories, LIST_MAX, CODE_MAX),
    eligibleProgramTypes: programTypesOf(check, input.eligibleProgramTypes),
    minGroupSize: check.optionalInteger('minGroupSize', input.minGroupSize, 1, GROUP_SIZE_MAX),
    maxGroupSize: check.optionalInteger('maxGroupSize', input.maxGroupSize, 1, GROUP_SIZE_MAX),
    tags: check.tags('tags', input.tags, TAGS_MAX, TAG_MAX),
    description: check.optionalText('description', description, DESCRIPTION_MAX),
    isActive: input.isActive ?? true,
  };
  if (group.minGroupSize !== null && group.maxGroupSize !== null && group.minGroupSize > group.maxGroupSize)
    check.add('minGroupSize', 'OUT_OF_RANGE', 'minGroupSize is above maxGroupSize');
  check.done();
  const texts = { name, description, region, city, groupType, languageRequirement, genderFocus };
  check.issues.push(...personalDataIssues({ ...texts, tags: group.tags.join('\n') }));
  check.done('PERSONAL_DATA');
  return group;
}

function countryOf(check: Checker, code: string | null | undefined): string {
  const country = (code ?? '').trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) check.add('countryCode', 'INVALID_CODE', 'countryCode must have two letters');
  return country;
}

function ageRangeOf(check: Checker, range: GroupInput['ageRange']): BeneficiaryGroup['ageRange'] {
  if (!range) return null;
  const min = check.integer('ageRange.min', range.min, 0, AGE_MAX);
  const max = check.integer('ageRange.max', range.max, 0, AGE_MAX);
  if (min === null || max === null) return null;
  if (min > max) check.add('ageRange.min', 'OUT_OF_RANGE', 'ageRange.min is above ageRange.max');
  return { min, max };
}

function languagesOf(check: Checker, given: readonly string[] | null | undefined): readonly string[] {
  const languages = [...new Set((given ?? []).map((language) => language.trim().toLowerCase()))];
  if (languages.length === 0) check.add('primaryLanguages', 'REQUIRED', 'primaryLanguages needs a language');
  if (languages.length > LANGUAGES_MAX)
    check.add('primaryLanguages', 'TOO_MANY', `primaryLanguages has more than ${LANGUAGES_MAX} languages`);
  languages.forEach((language, at) => {
    if (!/^[a-z]{2}$/.test(language))
      check.add(`primaryLanguages.${at}`, 'INVALID_CODE', 'A language is given by its two-letter code');
  });
  return languages;
}

function programTypesOf(
  check: Checker,
  given: GroupInput['eligibleProgramTypes'] | null,
): BeneficiaryGroup['eligibleProgramTypes'] {
  const types = [...new Set(given ?? [])];
  if (types.length === 0 || types.some((type) => !PROGRAM_TYPES.includes(type)))
    check.add('eligibleProgramTypes', 'REQUIRED', `eligibleProgramTypes needs one of ${PROGRAM_TYPES.join(', ')}`);
  return types;
}
