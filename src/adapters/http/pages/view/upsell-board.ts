import type { OpportunityState } from '../../../../core/domain/upsell/opportunity.ts';
import type { OpportunityTotal } from '../../../../ports/upsell-repository.ts';
import { countText, moneyText } from './format.ts';
import type { OpportunityCard } from './opportunity-card.ts';
import { OPPORTUNITY_WORDS } from './upsell-words.ts';

/** One state of the board with its cards and what they come to. */
export interface BoardColumn {
  readonly state: OpportunityState;
  readonly title: string;
  readonly count: string;
  /** By currency; of won ones the values, of all others the estimates. */
  readonly totals: readonly string[];
  readonly cards: readonly OpportunityCard[];
  /** How many stand here that are not shown. */
  readonly more: number;
  readonly empty: string;
}

const EMPTY: Record<OpportunityState, string> = {
  new: 'Campaigns that speak for more come in here by themselves.',
  contacted: 'Whom you have called stands here.',
  proposed: 'What has been offered stands here until it is decided.',
  won: 'Nothing won yet.',
  lost: 'Nothing lost.',
  dismissed: 'Nothing dismissed.',
};

export function boardColumn(
  state: OpportunityState,
  cards: readonly OpportunityCard[],
  totals: readonly OpportunityTotal[],
): BoardColumn {
  const own = totals.filter((total) => total.state === state);
  const count = own.reduce((sum, total) => sum + total.count, 0);
  return {
    state,
    title: OPPORTUNITY_WORDS[state],
    count: countText(count),
    totals: own
      .filter(({ amount }) => amount > 0)
      .toSorted((a, b) => a.currency.localeCompare(b.currency))
      .map(({ amount, currency }) => moneyText(amount, currency)),
    cards,
    more: Math.max(0, count - cards.length),
    empty: EMPTY[state],
  };
}
