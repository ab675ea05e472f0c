import { formatDecimal, parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import { SCALE } from '../../../../core/domain/shared/quantity.ts';
import type { Factor, FactorInput } from '../../../../core/domain/upsell/factors.ts';
import type { LostReason, OpenedBecause, OpportunityState } from '../../../../core/domain/upsell/opportunity.ts';
import type { UpsellTier, UpsellType } from '../../../../core/domain/upsell/rules.ts';
import { countText, percentText, plural } from './format.ts';
import type { Chip } from './words.ts';

export const TYPE_WORDS: Record<UpsellType, string> = {
  capacity_expansion: 'More capacity',
  performance_boost: 'Build on results',
  engagement_boost: 'Build on activity',
  bundle_upgrade: 'A bundle',
  none: 'Nothing at present',
};

export const OPPORTUNITY_WORDS: Record<OpportunityState, string> = {
  new: 'New',
  contacted: 'Contacted',
  proposed: 'Proposed',
  won: 'Won',
  lost: 'Lost',
  dismissed: 'Dismissed',
};

export const LOST_WORDS: Record<LostReason, string> = {
  price: 'The price',
  timing: 'Not the time for it',
  budget: 'No budget left',
  no_need: 'No need for more',
  competitor: 'Went with somebody else',
  no_answer: 'No answer',
  other: 'Something else',
};

export const BECAUSE_WORDS: Record<OpenedBecause, string> = {
  crossing: 'a threshold was crossed',
  demand: 'people asked for capacity in vain',
  score: 'its score speaks for it',
};

/** What a person does to bring an opportunity there. */
export const MOVE_WORDS: Record<OpportunityState, string> = {
  new: 'Back to new',
  contacted: 'Contacted',
  proposed: 'Proposed',
  won: 'Won',
  lost: 'Lost',
  dismissed: 'Dismiss',
};

const TIERS: Record<UpsellTier, Chip> = {
  hot: { word: 'Hot', tone: 'band-100', icon: 'i-up' },
  warm: { word: 'Warm', tone: 'band-90', icon: 'i-arrow' },
  watch: { word: 'Watch', tone: 'planned', icon: 'i-info' },
  none: { word: 'Low', tone: 'draft', icon: 'i-down' },
};

export function tierChip(tier: UpsellTier): Chip {
  return TIERS[tier];
}

const STATE_TONES: Record<OpportunityState, [tone: string, icon: string]> = {
  new: ['planned', 'i-planned'],
  contacted: ['recruiting', 'i-recruiting'],
  proposed: ['paused', 'i-arrow'],
  won: ['active', 'i-check'],
  lost: ['closed', 'i-cross'],
  dismissed: ['draft', 'i-closed'],
};

export function opportunityChip(state: OpportunityState): Chip {
  const [tone, icon] = STATE_TONES[state];
  return { word: OPPORTUNITY_WORDS[state], tone, icon };
}

export const INPUT_WORDS: Record<FactorInput, string> = {
  utilization: 'Capacity used',
  sroi: 'SROI',
  vis: 'VIS',
  sessions: 'Sessions held',
  spend: 'Budget spent',
};

/** `86 %`, `4.2`, `40`; a dash where nothing is known. */
export function factorValue({ input, value }: Factor): string {
  if (value === null) return '–';
  if (input === 'utilization' || input === 'spend') return percentText(Math.round(value * SCALE), SCALE) ?? '–';
  return decimalText(value);
}

/** `86 % used`, `SROI 4.2`, `40 sessions`, `80 % of the budget spent`. */
export function factorText(factor: Factor): string {
  const value = factorValue(factor);
  switch (factor.input) {
    case 'utilization':
      return `${value} used`;
    case 'sroi':
      return `SROI ${value}`;
    case 'vis':
      return `VIS ${value}`;
    case 'sessions':
      return plural(factor.value ?? 0, 'session');
    case 'spend':
      return factor.value === null ? 'no budget' : `${value} of the budget spent`;
  }
}

/** Points with at most 1 decimal. */
export function pointsText(points: number): string {
  return countText(Math.round(points * 10) / 10);
}

/** At most 2 decimals. */
export function decimalText(value: number): string {
  const millionths = parseDecimal(value);
  return millionths === null ? '–' : countText(Number(Number(formatDecimal(millionths)).toFixed(2)));
}

/** `3 people asked in vain`. */
export function askedText(asked: number, most: number): string {
  return `${asked >= most ? `${countText(most)} or more people` : plural(asked, 'person', 'people')} asked in vain`;
}
