import { DESCRIPTION_MAX, NAME_MAX, TAG_MAX, TAGS_MAX } from '../campaign/limits.ts';
import { mergePatch } from '../campaign/merge-patch.ts';
import { createChecker } from '../shared/check.ts';
import { formatDecimal, parseDecimal } from '../shared/decimal.ts';
import { parseQuantity, SCALE } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import { PROGRAM_TYPES, type ProgramTemplate } from './catalogue.ts';
import type { TemplateInput, TemplatePatch } from './input.ts';
import { CODE_MAX, HOURS_MAX, LIST_MAX } from './limits.ts';
import { programConfigIssues } from './program-config.ts';

/** The first version of a template. Throws INVALID, or INVALID_CONFIG where only its configuration is out of bounds. */
export function makeTemplate(input: TemplateInput, id: string, at: Instant): ProgramTemplate {
  return checkTemplate(input, { id, version: 1, createdAt: at, updatedAt: at });
}

/** The next version of a template: a merge patch over the present one. Throws as `makeTemplate` does. */
export function patchTemplate(template: ProgramTemplate, patch: TemplatePatch, at: Instant): ProgramTemplate {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const defaultConfig = patch.defaultConfig
    ? mergePatch(template.defaultConfig, patch.defaultConfig)
    : patch.defaultConfig === null
      ? {}
      : template.defaultConfig;
  const { id, createdAt } = template;
  const input: TemplateInput = { ...template, ...given, defaultConfig };
  return checkTemplate(input, { id, createdAt, version: template.version + 1, updatedAt: at });
}

function checkTemplate(
  input: TemplateInput,
  rest: Pick<ProgramTemplate, 'id' | 'version' | 'createdAt' | 'updatedAt'>,
): ProgramTemplate {
  const check = createChecker();
  const cost = decimalOf(input.estimatedCostPerParticipant);
  if (cost === undefined)
    check.add('estimatedCostPerParticipant', 'OUT_OF_RANGE', 'estimatedCostPerParticipant must be a decimal from 0');
  const hours = input.estimatedHoursPerVolunteer ?? null;
  const exactHours = hours === null ? 0 : parseQuantity(hours);
  if (exactHours === null || exactHours < 0 || exactHours > HOURS_MAX * SCALE)
    check.add(
      'estimatedHoursPerVolunteer',
      'OUT_OF_RANGE',
      `estimatedHoursPerVolunteer must be from 0 to ${HOURS_MAX}`,
    );
  const template: ProgramTemplate = {
    ...rest,
    name: check.text('name', input.name, NAME_MAX) ?? '',
    programType: input.programType,
    defaultConfig: input.defaultConfig,
    suitableForGroups: check.tags('suitableForGroups', input.suitableForGroups, LIST_MAX, TAG_MAX),
    description: check.optionalText('description', input.description, DESCRIPTION_MAX),
    outcomeMetrics: check.tags('outcomeMetrics', input.outcomeMetrics, LIST_MAX, CODE_MAX),
    estimatedCostPerParticipant: cost ?? null,
    estimatedHoursPerVolunteer: hours,
    tags: check.tags('tags', input.tags, TAGS_MAX, TAG_MAX),
    isActive: input.isActive ?? true,
  };
  if (PROGRAM_TYPES.includes(input.programType))
    check.issues.push(...programConfigIssues(input.programType, input.defaultConfig, 'defaultConfig'));
  else check.add('programType', 'REQUIRED', `programType must be one of ${PROGRAM_TYPES.join(', ')}`);
  check.done();
  return template;
}

/** The shortest text of a decimal from 0; null where there is none, undefined where it is not one. */
function decimalOf(text: string | null | undefined): string | null | undefined {
  if (text === null || text === undefined) return null;
  const value = parseDecimal(text);
  return value === null || value < 0n ? undefined : formatDecimal(value);
}
