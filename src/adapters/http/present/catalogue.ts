import type { z } from '@hono/zod-openapi';
import type { BeneficiaryGroup, ProgramTemplate } from '../../../core/domain/catalogue/catalogue.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { GroupSchema } from '../schemas/groups.ts';
import type { TemplateSchema } from '../schemas/templates.ts';

export function presentTemplate(template: ProgramTemplate): z.output<typeof TemplateSchema> {
  return {
    id: template.id,
    version: template.version,
    name: template.name,
    programType: template.programType,
    defaultConfig: template.defaultConfig,
    suitableForGroups: [...template.suitableForGroups],
    description: template.description,
    outcomeMetrics: [...template.outcomeMetrics],
    estimatedCostPerParticipant: template.estimatedCostPerParticipant,
    estimatedHoursPerVolunteer: template.estimatedHoursPerVolunteer,
    tags: [...template.tags],
    isActive: template.isActive,
    createdAt: toRfc3339(template.createdAt),
    updatedAt: toRfc3339(template.updatedAt),
  };
}

export function presentGroup(group: BeneficiaryGroup): z.output<typeof GroupSchema> {
  return {
    id: group.id,
    version: group.version,
    name: group.name,
    groupType: group.groupType,
    countryCode: group.countryCode,
    region: group.region,
    city: group.city,
    ageRange: group.ageRange && { min: group.ageRange.min, max: group.ageRange.max },
    genderFocus: group.genderFocus,
    primaryLanguages: [...group.primaryLanguages],
    languageRequirement: group.languageRequirement,
    legalStatusCategories: [...group.legalStatusCategories],
    eligibleProgramTypes: [...group.eligibleProgramTypes],
    minGroupSize: group.minGroupSize,
    maxGroupSize: group.maxGroupSize,
    tags: [...group.tags],
    description: group.description,
    isActive: group.isActive,
    createdAt: toRfc3339(group.createdAt),
    updatedAt: toRfc3339(group.updatedAt),
  };
}
