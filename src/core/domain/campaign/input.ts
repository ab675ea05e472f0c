import type { JsonObject } from '../shared/json.ts';
import type { Given, Patch } from '../shared/patch.ts';
import type { CalendarDate } from '../shared/time.ts';
import type { TermsInput } from '../terms/input.ts';
import type { Priority } from './campaign.ts';

/** What may be said of a campaign besides its company and name; money as a decimal string in `currency`. */
export interface CampaignFields {
  readonly programTemplateId?: Given<string>;
  readonly beneficiaryGroupId?: Given<string>;
  readonly description?: Given<string>;
  readonly startDate?: Given<CalendarDate>;
  readonly endDate?: Given<CalendarDate>;
  readonly timeZone?: Given<string>;
  readonly targetVolunteers?: Given<number>;
  readonly targetBeneficiaries?: Given<number>;
  readonly maxSessions?: Given<number>;
  readonly budgetAllocated?: Given<string>;
  readonly currency?: Given<string>;
  readonly priority?: Given<Priority>;
  readonly tags?: Given<readonly string[]>;
  readonly internalNotes?: Given<string>;
  readonly configOverrides?: Given<JsonObject>;
}

export interface CampaignInput extends CampaignFields {
  readonly companyId: string;
  readonly name: string;
  readonly terms?: Given<TermsInput>;
}

export type CampaignPatch = Patch<CampaignFields & { companyId: string; name: string }>;
