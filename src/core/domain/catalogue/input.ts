import type { JsonObject } from '../shared/json.ts';
import type { Given, Patch } from '../shared/patch.ts';
import type { ProgramType } from './catalogue.ts';

export interface TemplateInput {
  readonly name: string;
  readonly programType: ProgramType;
  readonly defaultConfig: JsonObject;
  readonly suitableForGroups?: Given<readonly string[]>;
  readonly description?: Given<string>;
  readonly outcomeMetrics?: Given<readonly string[]>;
  /** Decimal string. */
  readonly estimatedCostPerParticipant?: Given<string>;
  readonly estimatedHoursPerVolunteer?: Given<number>;
  readonly tags?: Given<readonly string[]>;
  readonly isActive?: Given<boolean>;
}

export type TemplatePatch = Patch<TemplateInput>;

export interface GroupInput {
  readonly name: string;
  readonly groupType: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  readonly region?: Given<string>;
  readonly city?: Given<string>;
  readonly ageRange?: Given<{ readonly min: number; readonly max: number }>;
  readonly genderFocus?: Given<string>;
  /** Two-letter language codes. */
  readonly primaryLanguages: readonly string[];
  readonly languageRequirement?: Given<string>;
  readonly legalStatusCategories?: Given<readonly string[]>;
  readonly eligibleProgramTypes: readonly ProgramType[];
  readonly minGroupSize?: Given<number>;
  readonly maxGroupSize?: Given<number>;
  readonly tags?: Given<readonly string[]>;
  readonly description?: Given<string>;
  readonly isActive?: Given<boolean>;
}

export type GroupPatch = Patch<GroupInput>;
