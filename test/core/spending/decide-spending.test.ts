import { describe, expect, it } from 'vitest';
import { decideSpending } from '../../../src/core/domain/spending/decide-spending.ts';
import { aCampaign, T0 } from '../../contract/documents.ts';

const made = { id: 's', at: T0 + 1_000, actor: 'somebody', noteId: null };
const open = aCampaign({ id: 'c', status: 'active', budgetSpent: 1_000, currency: 'EUR' });

describe('decideSpending()', () => {
  it('adds to the sum, and raises the version of the campaign by one', () => {
    const { spending, campaign } = decideSpending(open, { amount: '12.5' }, made);
    expect(spending).toMatchObject({ amount: 1_250, spentAfter: 2_250, currency: 'EUR', occurredAt: T0 + 1_000 });
    expect(campaign).toMatchObject({ budgetSpent: 2_250, version: open.version + 1 });
  });

  it('takes back what was spent to the last cent, and not one more', () => {
    expect(decideSpending(open, { amount: '-10.00' }, made).campaign.budgetSpent).toBe(0);
    expect(() => decideSpending(open, { amount: '-10.01' }, made)).toThrow(
      expect.objectContaining({ code: 'CONFLICT', details: { budgetSpent: '10.00' } }),
    );
  });

  it.each(['0', '0.00', '1.005', 'ten', '', '1e3', '99999999999999'])('refuses %j as an amount in euros', (amount) => {
    expect(() => decideSpending(open, { amount }, made)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });

  it.each(['draft', 'planned', 'closed'] as const)('takes none while the campaign is %s', (status) => {
    expect(() => decideSpending({ ...open, status }, { amount: '1' }, made)).toThrow(
      expect.objectContaining({ code: 'CAMPAIGN_NOT_OPEN' }),
    );
  });

  it('takes none from the future or from before the campaign', () => {
    for (const occurredAt of [T0 - 1, T0 + 7 * 60_000])
      expect(() => decideSpending(open, { amount: '1', occurredAt }, made)).toThrow(
        expect.objectContaining({ code: 'INVALID' }),
      );
  });
});
