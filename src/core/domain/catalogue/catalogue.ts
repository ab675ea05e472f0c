import type { JsonObject } from '../shared/json.ts';
import type { Instant } from '../shared/time.ts';

export const PROGRAM_TYPES = ['mentorship', 'language', 'buddy', 'upskilling', 'weei'] as const;
export type ProgramType = (typeof PROGRAM_TYPES)[number];

/** One version of what is delivered; a campaign keeps the version it was made from. */
export interface ProgramTemplate {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly programType: ProgramType;
  readonly defaultConfig: JsonObject;
  readonly suitableForGroups: readonly string[];
  readonly description: string | null;
  readonly outcomeMetrics: readonly string[];
  /** Decimal text, in no particular currency: a planning figure. */
  readonly estimatedCostPerParticipant: string | null;
  readonly estimatedHoursPerVolunteer: number | null;
  readonly tags: readonly string[];
  readonly isActive: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Whom a program is for, described without any person. */
export interface BeneficiaryGroup {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly groupType: string;
  readonly countryCode: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly ageRange: { readonly min: number; readonly max: number } | null;
  readonly genderFocus: string | null;
  readonly primaryLanguages: readonly string[];
  readonly languageRequirement: string | null;
  readonly legalStatusCategories: readonly string[];
  readonly eligibleProgramTypes: readonly ProgramType[];
  readonly minGroupSize: number | null;
  readonly maxGroupSize: number | null;
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly isActive: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
