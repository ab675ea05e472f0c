export const STATUSES = ['draft', 'planned', 'recruiting', 'active', 'paused', 'completed', 'closed'] as const;
export type CampaignStatus = (typeof STATUSES)[number];

/** The only edges of the lifecycle. */
export const EDGES: Readonly<Record<CampaignStatus, readonly CampaignStatus[]>> = {
  draft: ['planned', 'closed'],
  planned: ['draft', 'recruiting', 'active', 'closed'],
  recruiting: ['active', 'paused', 'closed'],
  active: ['paused', 'completed'],
  paused: ['active', 'completed', 'closed'],
  completed: ['closed'],
  closed: [],
};

/** Whether people can take places: consumption, holds and the waitlist. */
export function takesConsumption(status: CampaignStatus): boolean {
  return status === 'recruiting' || status === 'active';
}

/** Whether what was recorded may be corrected: release, reversal, adjustment, completion, milestone, evidence, spending. */
export function takesCorrections(status: CampaignStatus): boolean {
  return status === 'recruiting' || status === 'active' || status === 'paused' || status === 'completed';
}

/** Whether grants and terms may change. */
export function takesTerms(status: CampaignStatus): boolean {
  return status === 'draft' || status === 'planned' || status === 'recruiting' || status === 'active';
}
