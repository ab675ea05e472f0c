import { expect, it } from 'vitest';
import { agreedContract } from '../../../src/core/domain/billing/agreed-contract.ts';
import { reportedOutcomes } from '../../../src/core/domain/billing/outcomes.ts';
import type { Campaign } from '../../../src/core/domain/campaign/campaign.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import type { TermsVersion } from '../../../src/core/domain/terms/terms.ts';
import { credits, seats } from '../rating/harness.ts';

const campaign = { startDate: '2025-01-01', endDate: '2025-06-30', currency: 'EUR', status: 'active' } as Campaign;

function version(number: number, effectiveFrom: string, committed: number, createdAt = number): TermsVersion {
  return {
    id: `campaign/${number}`,
    campaignId: 'campaign',
    number,
    terms: seats(committed, '85.00'),
    effectiveFrom,
    createdAt,
    createdBy: 'sales-1',
  };
}

function transition(from: CampaignStatus, to: CampaignStatus, at: number) {
  const rest = { id: `${at}`, campaignId: 'campaign', companyId: 'company', actor: 'somebody', version: at };
  return { ...rest, from, to, at, trigger: 'manual' as const, reason: null };
}

const standing = (
  versions: TermsVersion[],
  transitions = [transition('draft', 'planned', 2)],
  status = campaign.status,
) =>
  agreedContract({ ...campaign, status }, { versions, transitions, subscription: null, endDates: [] })?.versions.map(
    ({ effectiveFrom, terms }) => [effectiveFrom, terms.model === 'seats' ? terms.committedSeats : terms.model],
  );

it('agrees on what a draft ended with, not on what was tried in it', () => {
  expect(standing([version(1, '2025-01-02', 500), version(2, '2025-01-04', 50)])).toEqual([['2025-01-04', 50]]);
  const drafted = { ...version(1, '2025-01-02', 1), terms: credits('9') };
  expect(standing([drafted, version(2, '2025-01-04', 50)], [], 'draft')).toEqual([['2025-01-04', 50]]);
});

it('keeps every later version from its day, and drops what a later one overtook', () => {
  const versions = [
    version(1, '2025-01-01', 50),
    version(3, '2025-04-01', 70, 5),
    version(2, '2025-05-01', 60, 4),
    version(4, '2025-06-01', 80, 6),
  ];
  expect(standing(versions, [transition('draft', 'planned', 2)])).toEqual([
    ['2025-01-01', 50],
    ['2025-04-01', 70],
    ['2025-06-01', 80],
  ]);
});

it('knows no contract without terms or a period, nor where a campaign was closed before it recruited', () => {
  const versions = [version(1, '2025-01-01', 50)];
  expect(standing([])).toBeUndefined();
  const records = { versions, transitions: [], subscription: null, endDates: [] };
  expect(agreedContract({ ...campaign, startDate: null }, records)).toBeNull();
  expect(standing(versions, [transition('draft', 'planned', 2), transition('planned', 'closed', 3)])).toBeUndefined();
  expect(standing(versions, [transition('draft', 'planned', 2), transition('recruiting', 'closed', 3)])).toHaveLength(
    1,
  );
});

it('weighs reported SROI by beneficiaries and VIS by volunteers, and leaves out what nobody reported', () => {
  const of = (sroi: number | null, enrolledBeneficiaries: number, vis: number | null, enrolledVolunteers: number) => ({
    sroi,
    vis,
    enrolledBeneficiaries,
    enrolledVolunteers,
    outcomeScores: sroi === null ? {} : { language: sroi / 10 },
  });
  expect(reportedOutcomes([of(2, 10, 50, 0), of(5, 20, 80, 0), of(null, 99, null, 5)])).toEqual({
    sroi: 4,
    vis: 65,
    language: 0.4,
  });
  expect(reportedOutcomes([of(null, 1, null, 1)])).toEqual({});
});
