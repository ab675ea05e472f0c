import { z } from '@hono/zod-openapi';
import { DESCRIPTION_MAX, NAME_MAX, TAG_MAX, TAGS_MAX } from '../../../core/domain/campaign/limits.ts';
import { PROGRAM_TYPES } from '../../../core/domain/catalogue/catalogue.ts';
import { CODE_MAX, LIST_MAX } from '../../../core/domain/catalogue/limits.ts';
import {
  BooleanText,
  Config,
  DecimalText,
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
