import type { Activity, ActivityContent } from '../../../src/core/domain/activity/activity.ts';
import type { Candidate } from '../../../src/core/domain/activity/candidate.ts';

/** 2026-03-10, 12:00 in UTC. */
export const NOON = Date.UTC(2026, 2, 10, 12);

export function aContent(over: Partial<ActivityContent> = {}): ActivityContent {
  return {
    id: 'session-1',
    kind: 'session',
    companyId: 'company',
    subject: 'vol-1',
    occurredAt: NOON,
    hours: null,
    tags: [],
    ...over,
  };
}

export function aCandidate(over: Partial<Candidate> & { campaignId: string }): Candidate {
  return {
    companyId: 'company',
    name: over.campaignId,
    status: 'active',
    startDate: '2026-01-01',
    endDate: '2026-06-30',
    timeZone: 'UTC',
    groupTags: [],
    debits: false,
    cohorts: [],
    ...over,
  };
}

export function anActivity(over: Partial<Activity> = {}): Activity {
  return {
    ...aContent(),
    version: 1,
    state: 'linked',
    campaignId: 'a',
    instanceId: null,
    confidence: 100,
    reasons: ['Same company: 30'],
    alternatives: [],
    first: null,
    link: 1,
    debit: null,
    refusal: null,
    attention: null,
    recordedAt: NOON,
    recordedBy: 'program-management',
    reviewedAt: null,
    reviewedBy: null,
    ...over,
  };
}
