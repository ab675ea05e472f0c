import { describe, expect, test } from 'vitest';
import type { Completion, ReachedMilestone } from '../../src/core/domain/billing/completion.ts';
import { insert, T0 } from './documents.ts';
import type { Stores } from './stores.ts';

function aCompletion(over: Partial<Completion> & { id: string }): Completion {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    subject: over.id,
    completedAt: T0,
    evidence: [{ evidenceId: 'evidence', attachedAt: T0, withdrawnAt: null }],
    recordedAt: T0,
    actor: 'somebody',
    ...over,
  };
}

function aMilestone(over: Partial<ReachedMilestone> & { id: string }): ReachedMilestone {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    milestone: over.id,
    reachedAt: T0,
    recordedAt: T0,
    actor: 'somebody',
    ...over,
  };
}

export function billingRecordsContract(name: string, stores: () => Stores): void {
  describe(`billing records ${name}`, () => {
    test('completions of a campaign come in the order in which they happened', async () => {
      const { one, other } = stores();
      const completions = [
        aCompletion({ id: 'c', completedAt: T0 + 1 }),
        aCompletion({ id: 'b' }),
        aCompletion({ id: 'a', completedAt: T0 + 1 }),
        aCompletion({ id: 'd', campaignId: 'another' }),
      ];
      await one.transactions.commit(completions.map((each) => insert('completions', each)));
      expect((await other.billingRecords.completions('campaign')).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
      expect(await other.billingRecords.findCompletion('b')).toEqual(completions[1]);
      expect(await other.billingRecords.findCompletion('x')).toBeNull();
    });

    test('milestones of a campaign come in the order in which they were reached', async () => {
      const { one, other } = stores();
      const milestones = [
        aMilestone({ id: 'b', reachedAt: T0 + 1 }),
        aMilestone({ id: 'a' }),
        aMilestone({ id: 'c', campaignId: 'another' }),
      ];
      await one.transactions.commit(milestones.map((each) => insert('milestones', each)));
      expect((await other.billingRecords.milestones('campaign')).map(({ id }) => id)).toEqual(['a', 'b']);
      expect(await other.billingRecords.findMilestone('a')).toEqual(milestones[1]);
      expect(await other.billingRecords.findMilestone('x')).toBeNull();
    });
  });
}
