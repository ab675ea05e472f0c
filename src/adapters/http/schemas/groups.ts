import { z } from '@hono/zod-openapi';
import { DESCRIPTION_MAX, NAME_MAX, TAG_MAX, TAGS_MAX } from '../../../core/domain/campaign/limits.ts';
import { PROGRAM_TYPES } from '../../../core/domain/catalogue/catalogue.ts';
import { AGE_MAX, CODE_MAX, GROUP_SIZE_MAX, LANGUAGES_MAX, LIST_MAX } from '../../../core/domain/catalogue/limits.ts';
import {
  BooleanText,
  EXAMPLE_GROUP_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
  Version,
} from './common.ts';

const name = z.string().trim().min(1).max(NAME_MAX);

const code = z.string().trim().min(1).max(CODE_MAX);

const codes = z.array(code).max(LIST_MAX);

const tags = z.array(z.string().trim().min(1).max(TAG_MAX)).max(TAGS_MAX);

const description = z.string().max(DESCRIPTION_MAX);

const programType = z.enum(PROGRAM_TYPES);

const age = z.int().min(0).max(AGE_MAX);

const size = z.int().min(1).max(GROUP_SIZE_MAX);

const language = z.string().max(10).openapi({ description: 'Two letters, ISO 639-1', example: 'ar' });

const languages = z.array(language).max(LANGUAGES_MAX);

const country = z.string().max(10).openapi({ description: 'Two letters, ISO 3166-1', example: 'DE' });

const eligible = z.array(programType);

const groupOptions = {
  region: z.string().trim().max(NAME_MAX).nullish(),
  city: z.string().trim().max(NAME_MAX).nullish(),
  ageRange: z.strictObject({ min: age, max: age }).nullish(),
  genderFocus: code.nullish(),
  languageRequirement: code.nullish(),
  legalStatusCategories: codes.nullish(),
  minGroupSize: size.nullish(),
  maxGroupSize: size.nullish(),
  tags: tags.nullish(),
  description: description.nullish(),
  isActive: z.boolean().nullish(),
};

export const GroupInputSchema = z
  .strictObject({
    name,
    groupType: code,
    countryCode: country,
    primaryLanguages: languages,
    eligibleProgramTypes: eligible,
    ...groupOptions,
  })
  .openapi('BeneficiaryGroupInput');

export const GroupPatchSchema = z
  .strictObject({
    name: name.optional(),
    groupType: code.optional(),
    countryCode: country.optional(),
    primaryLanguages: languages.optional(),
    eligibleProgramTypes: eligible.optional(),
    ...groupOptions,
  })
  .openapi('BeneficiaryGroupPatch');

export const GroupSchema = z
  .object({
    id: Id,
    version: Version,
    name: z.string(),
    groupType: z.string(),
    countryCode: z.string(),
    region: z.string().nullable(),
    city: z.string().nullable(),
    ageRange: z.object({ min: z.int(), max: z.int() }).nullable(),
    genderFocus: z.string().nullable(),
    primaryLanguages: z.array(z.string()),
    languageRequirement: z.string().nullable(),
    legalStatusCategories: z.array(z.string()),
    eligibleProgramTypes: eligible,
    minGroupSize: z.int().nullable(),
    maxGroupSize: z.int().nullable(),
    tags: z.array(z.string()),
    description: z.string().nullable(),
    isActive: z.boolean(),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('BeneficiaryGroup');

export const GroupPage = pageOf('BeneficiaryGroupPage', GroupSchema);

export const GroupQuerySchema = z.strictObject({
  ...pageQuery,
  groupType: z.string().max(CODE_MAX).optional(),
  countryCode: z.string().max(10).optional(),
  eligibleProgramType: programType.optional(),
  isActive: BooleanText.optional(),
  q: z.string().max(NAME_MAX).optional(),
});

export const GROUP_INPUT_EXAMPLE: z.input<typeof GroupInputSchema> = {
  name: 'Syrian refugees, Berlin',
  groupType: 'refugees',
  countryCode: 'DE',
  city: 'Berlin',
  ageRange: { min: 18, max: 65 },
  primaryLanguages: ['ar', 'en'],
  eligibleProgramTypes: ['mentorship', 'language'],
  tags: ['refugees'],
};

export const GROUP_EXAMPLE: z.input<typeof GroupSchema> = {
  id: EXAMPLE_GROUP_ID,
  version: 1,
  name: 'Syrian refugees, Berlin',
  groupType: 'refugees',
  countryCode: 'DE',
  region: null,
  city: 'Berlin',
  ageRange: { min: 18, max: 65 },
  genderFocus: null,
  primaryLanguages: ['ar', 'en'],
  languageRequirement: null,
  legalStatusCategories: [],
  eligibleProgramTypes: ['mentorship', 'language'],
  minGroupSize: null,
  maxGroupSize: null,
  tags: ['refugees'],
  description: null,
  isActive: true,
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};
