import { happenedAt } from '../billing/check-record.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { takesCorrections } from '../lifecycle/status.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { formatMoney, type MinorUnits, parseMoney } from '../shared/money.ts';
import type { Instant } from '../shared/time.ts';
import type { Spending } from './spending.ts';

/** The largest sum, in minor units, that stays an exact integer with room for more. */
const SPENT_MAX = 10 ** 15;

export interface SpendingInput {
  /** Decimal text in the campaign's currency; negative as a correction. */
  readonly amount: string;
  readonly occurredAt?: Instant | null | undefined;
}

/** The entry and the campaign with its new sum, one version on, to be written at once. */
export interface SpendingDecision {
  readonly spending: Spending;
  readonly campaign: Campaign;
}

/**
 * Decides one entry on the campaign as it was read: a campaign spends from recruiting to completed, and never less than nothing.
 * Throws CAMPAIGN_NOT_OPEN, INVALID for an amount that is 0 or no amount of the currency, CONFLICT (details `budgetSpent`) where a
 * correction takes back more than was spent.
 */
export function decideSpending(
  campaign: Campaign,
  input: SpendingInput,
  made: { readonly id: string; readonly at: Instant; readonly actor: string; readonly noteId: string | null },
): SpendingDecision {
  const { id: campaignId, companyId, currency, status, budgetSpent } = campaign;
  if (!takesCorrections(status))
    throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${status} and takes no spending`, {
      details: { status },
    });
  const amount = amountOf(input.amount, currency);
  const occurredAt = happenedAt('occurredAt', input.occurredAt, campaign, made.at);
  const spentAfter = budgetSpent + amount;
  if (spentAfter < 0)
    throw new DomainError('conflict', 'CONFLICT', 'A correction takes back no more than was spent', {
      details: { budgetSpent: formatMoney(budgetSpent, currency) },
    });
  if (spentAfter > SPENT_MAX) throw outOfRange('amount makes the sum too large');
  const { id, at: recordedAt, actor, noteId } = made;
  return {
    spending: { id, campaignId, companyId, amount, currency, occurredAt, recordedAt, actor, spentAfter, noteId },
    campaign: { ...campaign, budgetSpent: spentAfter, version: campaign.version + 1, updatedAt: recordedAt },
  };
}

function amountOf(text: string, currency: string): MinorUnits {
  const amount = parseMoney(text, currency);
  if (amount !== null && amount !== 0) return amount;
  throw outOfRange(`amount must be an amount other than 0 in ${currency}, with at most its number of decimals`);
}

function outOfRange(message: string): DomainError {
  return invalid([{ path: 'amount', code: 'OUT_OF_RANGE', message }]);
}
