import type { BeneficiaryGroup, ProgramTemplate } from './catalogue.ts';

export const INCOMPATIBILITIES = [
  'TEMPLATE_NOT_FOUND',
  'GROUP_NOT_FOUND',
  'TEMPLATE_INACTIVE',
  'GROUP_INACTIVE',
  'PROGRAM_TYPE_NOT_ELIGIBLE',
  'NO_SHARED_TAG',
] as const;

/** One reason why a template and a group do not go together. */
export interface Incompatibility {
  readonly code: (typeof INCOMPATIBILITIES)[number];
  readonly message: string;
}

/**
 * Every reason why the two do not go together, empty where they do: both exist and are active, the group is eligible for
 * the program type, and a template that says whom it suits shares a tag with the group.
 */
export function incompatibilities(
  template: ProgramTemplate | null,
  group: BeneficiaryGroup | null,
): readonly Incompatibility[] {
  const reasons: Incompatibility[] = [];
  const add = (code: Incompatibility['code'], message: string) => void reasons.push({ code, message });
  if (!template) add('TEMPLATE_NOT_FOUND', 'The program template does not exist');
  if (!group) add('GROUP_NOT_FOUND', 'The beneficiary group does not exist');
  if (template && !template.isActive) add('TEMPLATE_INACTIVE', 'The program template is not active');
  if (group && !group.isActive) add('GROUP_INACTIVE', 'The beneficiary group is not active');
  if (!template || !group) return reasons;
  if (!group.eligibleProgramTypes.includes(template.programType))
    add('PROGRAM_TYPE_NOT_ELIGIBLE', `The group is not eligible for ${template.programType} programs`);
  if (template.suitableForGroups.length > 0 && !template.suitableForGroups.some((tag) => group.tags.includes(tag)))
    add(
      'NO_SHARED_TAG',
      `The template suits groups tagged ${template.suitableForGroups.join(', ')}; this group is not`,
    );
  return reasons;
}
