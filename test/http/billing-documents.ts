import type { InvoiceLine } from '../../src/core/domain/billing/invoice-line.ts';
import type { UsageEvent } from '../../src/core/domain/billing/usage-event.ts';

export function anEvent(over: Partial<UsageEvent> = {}): UsageEvent {
  return {
    id: 'campaign.credits.entry',
    campaignId: 'campaign',
    companyId: 'company',
    meter: 'credits',
    quantity: -25_000,
    unit: 'credit',
    period: null,
    entryId: 'entry',
    time: 1_735_689_600_000,
    ...over,
  };
}

export function aLine(over: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    id: 'campaign.invoice.2025-01.0001',
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    month: '2025-01',
    from: '2025-01-01',
    to: '2025-01-31',
    meter: 'committed_seats',
    description: 'Committed seats',
    quantity: 100_000,
    unitPrice: '85.00',
    amount: 850_00,
    currency: 'EUR',
    posted: true,
    corrects: null,
    entries: ['entry'],
    evidence: [],
    createdAt: 1_738_468_800_000,
    ...over,
  };
}
