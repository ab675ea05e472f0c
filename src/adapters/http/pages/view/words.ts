import type { Role } from '../../../../core/domain/access/actor.ts';
import type { Severity } from '../../../../core/domain/alerting/alert.ts';
import type { EntryKind } from '../../../../core/domain/capacity/entry.ts';
import type { ProgramType } from '../../../../core/domain/catalogue/catalogue.ts';
import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import type { PricingModel } from '../../../../core/domain/terms/terms.ts';

/** A state in a word, with the shape and colour that repeat it. */
export interface Chip {
  readonly word: string;
  /** Class that colours it. */
  readonly tone: string;
  /** Symbol of the sprite. */
  readonly icon: string;
}

export const STATUS_WORDS: Record<CampaignStatus, string> = {
  draft: 'Draft',
  planned: 'Planned',
  recruiting: 'Recruiting',
  active: 'Active',
  paused: 'Paused',
  completed: 'Completed',
  closed: 'Closed',
};

export function statusChip(status: CampaignStatus): Chip {
  return { word: STATUS_WORDS[status], tone: status, icon: `i-${status}` };
}

/** What a person does to bring a campaign there. */
export const TRANSITION_WORDS: Record<CampaignStatus, string> = {
  draft: 'Back to draft',
  planned: 'Plan',
  recruiting: 'Start recruiting',
  active: 'Activate',
  paused: 'Pause',
  completed: 'Complete',
  closed: 'Close',
};

export const MODEL_WORDS: Record<PricingModel, string> = {
  seats: 'Seats',
  credits: 'Credits',
  iaas: 'Impact as a service',
  bundle: 'L2I bundle',
  custom: 'Custom',
};

export const PROGRAM_WORDS: Record<ProgramType, string> = {
  mentorship: 'Mentorship',
  language: 'Language',
  buddy: 'Buddy',
  upskilling: 'Upskilling',
  weei: 'Work experience',
};

export const ROLE_WORDS: Record<Role, string> = {
  admin: 'Platform admin',
  sales: 'Sales',
  coordinator: 'Program coordinator',
  company_admin: 'Company admin',
  company_user: 'Company user',
};

export const ENTRY_WORDS: Record<EntryKind, string> = {
  open: 'State told',
  close: 'Closed',
  resize: 'Capacity set',
  grant: 'Granted',
  schedule: 'Grant planned',
  consume: 'Consumed',
  release: 'Released',
  reverse: 'Reversed',
  hold: 'Held',
  confirm: 'Confirmed',
  lapse: 'Hold lapsed',
  expire: 'Expired',
  wait: 'Waiting',
  leave: 'Left waitlist',
  adjust: 'Adjusted',
};

const SEVERITY_WORDS: Record<Severity, string> = {
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

export function severityChip(severity: Severity): Chip {
  return { word: SEVERITY_WORDS[severity], tone: severity, icon: `i-${severity}` };
}
