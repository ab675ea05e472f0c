import type { CampaignStatus } from '../lifecycle/status.ts';
import type { JsonObject } from '../shared/json.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';
import type { CommercialTerms } from '../terms/terms.ts';

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What is sold: a program template, a beneficiary group, a company, a period, targets and commercial terms. */
export interface Campaign {
  readonly id: string;
  /** Grows by one with each write. */
  readonly version: number;
  readonly companyId: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: CampaignStatus;
  readonly programTemplateId: string | null;
  readonly programTemplateVersion: number | null;
  readonly beneficiaryGroupId: string | null;
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  readonly timeZone: string;
  /** `2025-Q1`, derived from startDate. */
  readonly quarter: string | null;
  readonly targetVolunteers: number | null;
  readonly targetBeneficiaries: number | null;
  readonly maxSessions: number | null;
  /** Minor units of `currency`. */
  readonly budgetAllocated: number | null;
  readonly budgetSpent: number;
  readonly currency: string;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly internalNotes: string | null;
  readonly configOverrides: JsonObject;
  /** The template's default config with the overrides merged in. */
  readonly config: JsonObject;
  readonly overriddenPaths: readonly string[];
  /** The terms in force; their versions stand beside the campaign. */
  readonly terms: CommercialTerms | null;
  /** Number of the newest terms version, 0 before there are terms. */
  readonly termsNumber: number;
  /** Whether it was ever anything but a draft: such a campaign is never deleted. */
  readonly leftDraft: boolean;
  readonly createdAt: Instant;
  /** Null where the reader may not know. */
  readonly createdBy: string | null;
  readonly updatedAt: Instant;
}

/** The account that counts the campaign's capacity: its own, or for a bundle the subscription's. */
export function capacityAccountOf(campaign: Pick<Campaign, 'id' | 'terms'>): string {
  return campaign.terms?.model === 'bundle' ? campaign.terms.subscriptionId : campaign.id;
}
