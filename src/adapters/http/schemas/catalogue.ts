import { z } from '@hono/zod-openapi';
import { DESCRIPTION_MAX, NAME_MAX, TAG_MAX, TAGS_MAX } from '../../../core/domain/campaign/limits.ts';
import { PROGRAM_TYPES } from '../../../core/domain/catalogue/catalogue.ts';
import { AGE_MAX, CODE_MAX, GROUP_SIZE_MAX, LANGUAGES_MAX, LIST_MAX } from '../../../core/domain/catalogue/limits.ts';
import {
  BooleanText,
  Config,
  DecimalText,
  EXAMPLE_GROUP_ID,
  EXAMPLE_INSTANT,
  EXAMPLE_TEMPLATE_ID,
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

const templateOptions = {
  suitableForGroups: codes.nullish(),
  description: description.nullish(),
  outcomeMetrics: codes.nullish(),
  estimatedCostPerParticipant: DecimalText.nullish(),
  estimatedHoursPerVolunteer: z.number().min(0).nullish(),
  tags: tags.nullish(),
  isActive: z.boolean().nullish(),
};
export const TemplateInputSchema = z
  .strictObject({ name, programType, defaultConfig: Config, ...templateOptions })
  .openapi('ProgramTemplateInput');
export const TemplatePatchSchema = z
  .strictObject({
    name: name.optional(),
    programType: programType.optional(),
    defaultConfig: Config.optional(),
    ...templateOptions,
  })
  .openapi('ProgramTemplatePatch');

export const TemplateSchema = z
  .object({
    id: Id,
    version: Version,
    name: z.string(),
    programType,
    defaultConfig: Config,
    suitableForGroups: z.array(z.string()),
    description: z.string().nullable(),
    outcomeMetrics: z.array(z.string()),
    estimatedCostPerParticipant: DecimalText.nullable(),
    estimatedHoursPerVolunteer: z.number().nullable(),
    tags: z.array(z.string()),
    isActive: z.boolean(),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('ProgramTemplate');
export const TemplatePage = pageOf('ProgramTemplatePage', TemplateSchema);

export const TemplateQuerySchema = z.strictObject({
  ...pageQuery,
  programType: programType.optional(),
  isActive: BooleanText.optional(),
  q: z.string().max(NAME_MAX).optional(),
});
export const VersionQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'Expected a version')
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', description: 'An older version; the newest without it' }),
});

export const TEMPLATE_INPUT_EXAMPLE: z.input<typeof TemplateInputSchema> = {
  name: 'Career mentoring',
  programType: 'mentorship',
  defaultConfig: { sessionFormat: 'online', sessionDuration: 60, sessionFrequency: 'weekly', totalDuration: 26 },
  suitableForGroups: ['refugees', 'job-seekers'],
  estimatedCostPerParticipant: '120.00',
  estimatedHoursPerVolunteer: 12,
  tags: ['career'],
};
export const TEMPLATE_EXAMPLE: z.input<typeof TemplateSchema> = {
  id: EXAMPLE_TEMPLATE_ID,
  version: 1,
  name: 'Career mentoring',
  programType: 'mentorship',
  defaultConfig: { sessionFormat: 'online', sessionDuration: 60, sessionFrequency: 'weekly', totalDuration: 26 },
  suitableForGroups: ['refugees', 'job-seekers'],
  description: null,
  outcomeMetrics: [],
  estimatedCostPerParticipant: '120.00',
  estimatedHoursPerVolunteer: 12,
  tags: ['career'],
  isActive: true,
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};

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
