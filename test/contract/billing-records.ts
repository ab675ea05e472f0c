import { describe, expect, test } from 'vitest';
import type { BillingState } from '../../src/core/domain/billing/billing-state.ts';
import type { Completion, ReachedMilestone } from '../../src/core/domain/billing/completion.ts';
import type { InvoiceLine } from '../../src/core/domain/billing/invoice-line.ts';
import { anOutboxItem, insert, T0 } from './documents.ts';
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

function anInvoiceLine(over: Partial<InvoiceLine> & { id: string }): InvoiceLine {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    month: '2026-01',
    from: '2026-01-01',
    to: '2026-01-31',
    meter: 'committed_seats',
    description: 'Committed seats',
    quantity: 10_000,
    unitPrice: '85.00',
    amount: 85_00,
    currency: 'EUR',
    posted: true,
    corrects: null,
    entries: ['entry'],
    evidence: [],
    createdAt: T0,
    ...over,
  };
}

function aState(over: Partial<BillingState> & { id: string }): BillingState {
  return {
    version: 1,
    seatDays: { sequence: 0, from: '2026-01-01', through: null },
    firstMonth: '2026-01',
    closedThrough: null,
    nextDueAt: T0,
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

    test('invoice lines of a campaign come by the month in which they were invoiced', async () => {
      const { one, other } = stores();
      const lines = [
        anInvoiceLine({ id: 'c', month: '2026-02' }),
        anInvoiceLine({ id: 'b' }),
        anInvoiceLine({ id: 'a', corrects: 'b' }),
        anInvoiceLine({ id: 'd', campaignId: 'another' }),
      ];
      await one.transactions.commit(lines.map((each) => insert('invoiceLines', each)));
      const found = await other.billingRecords.invoiceLines('campaign');
      expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(found[2]).toEqual(lines[0]);
    });

    test('states are due by their time, the longest first; one without a time never is', async () => {
      const { one, other } = stores();
      const states = [
        aState({ id: 'b', nextDueAt: T0 + 1 }),
        aState({ id: 'a', nextDueAt: T0 }),
        aState({ id: 'c', nextDueAt: T0 + 2 }),
        aState({ id: 'd', nextDueAt: null }),
      ];
      await one.transactions.commit(states.map((each) => insert('billingStates', each)));
      expect((await other.billingRecords.dueStates(T0 + 1, 9)).map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await other.billingRecords.dueStates(T0 + 9, 1)).map(({ id }) => id)).toEqual(['a']);
      expect(await other.billingRecords.findState('d')).toEqual(states[3]);
      expect(await other.billingRecords.findState('x')).toBeNull();
    });

    test('when billing last said something is found by what it was, and is missing where it never did', async () => {
      const { one, other } = stores();
      const reading = { id: 'subscription s', version: 1, at: T0 };
      await one.transactions.commit([insert('billingReadings', reading)]);
      expect(await other.billingRecords.readings(['company c', 'subscription s'])).toEqual([reading]);
      expect(await other.billingRecords.readings([])).toEqual([]);
    });

    test('billing begins once', async () => {
      const { one, other } = stores();
      expect(await one.billingRecords.startedAt()).toBeNull();
      const start = { id: 'service', version: 1, at: T0 } as const;
      await one.transactions.commit([insert('billingStarts', start)]);
      await expect(other.transactions.commit([insert('billingStarts', start)])).rejects.toThrow('exists');
      expect(await other.billingRecords.startedAt()).toBe(T0);
    });

    test('what waits for billing comes in the order in which it was made, and is no work of the service’s own', async () => {
      const { one, other } = stores();
      const queue = 'billing' as const;
      const items = [
        anOutboxItem({ id: 'own' }),
        anOutboxItem({ id: 'b', queue, createdAt: T0 + 1, nextAttemptAt: T0 + 99 }),
        anOutboxItem({ id: 'a', queue, createdAt: T0 + 1 }),
        anOutboxItem({ id: 'c', queue, createdAt: T0 }),
        anOutboxItem({ id: 'd', queue, createdAt: T0, campaignId: 'waits' }),
        anOutboxItem({ id: 'e', queue, state: 'dead' }),
      ];
      await one.transactions.commit(items.map((item) => insert('outbox', item)));
      expect((await other.outbox.pendingBilling(9, ['waits'])).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
      expect((await other.outbox.pendingBilling(2, [])).map(({ id }) => id)).toEqual(['c', 'd']);
      expect((await other.outbox.due(T0 + 9, 9)).map(({ id }) => id)).toEqual(['own']);
    });
  });
}
