import { SYSTEM } from '../../../../core/domain/access/actor.ts';
import { currencyDigits } from '../../../../core/domain/shared/money.ts';
import { dateAt, daysBetween, type Instant } from '../../../../core/domain/shared/time.ts';
import { ASKERS_MAX } from '../../../../core/domain/upsell/demand.ts';
import {
  isOpen,
  LOST_REASONS,
  type Opportunity,
  type OpportunityState,
} from '../../../../core/domain/upsell/opportunity.ts';
import { movesOf } from '../../../../core/domain/upsell/work-on.ts';
import type { FormView } from '../forms.ts';
import { dateFrom, instantFrom, moneyText, type TimeText } from './format.ts';
import {
  askedText,
  factorText,
  LOST_WORDS,
  MOVE_WORDS,
  OPPORTUNITY_WORDS,
  opportunityChip,
  pointsText,
  TYPE_WORDS,
  tierChip,
} from './upsell-words.ts';
import type { Chip } from './words.ts';

/** The score of a card, which changes in its place while people work. */
export interface CardScore {
  readonly id: string;
  readonly chip: Chip;
  readonly score: number;
}

export interface MoveButton {
  readonly to: OpportunityState;
  readonly label: string;
  /** What has to be said with it. */
  readonly asks: 'value' | 'reason' | null;
}

/** One opportunity on the board. */
export interface OpportunityCard {
  readonly id: string;
  readonly version: number;
  readonly href: string;
  readonly title: string;
  readonly company: string | null;
  readonly state: OpportunityState;
  readonly stateWord: string;
  readonly stateChip: Chip;
  readonly type: string;
  /** Where the score speaks for something else by now. */
  readonly drifted: string | null;
  readonly score: CardScore;
  readonly factors: readonly { readonly text: string; readonly points: string }[];
  readonly asked: string | null;
  readonly estimate: string | null;
  readonly due: { readonly time: TimeText; readonly overdue: boolean } | null;
  readonly nextStep: string | null;
  readonly owner: string | null;
  readonly mine: boolean;
  readonly ended: { readonly text: string; readonly time: TimeText } | null;
  readonly currency: string;
  readonly step: string;
  readonly moves: readonly MoveButton[];
  readonly reasons: readonly { readonly value: string; readonly label: string }[];
  /** What a first try met; null where there was none. */
  readonly form: FormView | null;
}

export interface CardViewer {
  readonly actorId: string;
  readonly mayWork: boolean;
  readonly now: Instant;
  readonly names: ReadonlyMap<string, string>;
}

const FACTORS_SHOWN = 3;

export function opportunityCard(one: Opportunity, viewer: CardViewer, form: FormView | null = null): OpportunityCard {
  const { id, state, scored, dueOn, owner, outcome } = one;
  const today = dateAt(viewer.now, 'UTC');
  const { currency, estimate, demand } = scored;
  return {
    id,
    version: one.workVersion,
    href: `/upsell/${id}`,
    title: one.campaignName,
    company: viewer.names.get(one.companyId) ?? null,
    state,
    stateWord: OPPORTUNITY_WORDS[state],
    stateChip: opportunityChip(state),
    type: TYPE_WORDS[one.type],
    drifted: isOpen(one) && scored.type !== one.type ? TYPE_WORDS[scored.type] : null,
    score: cardScore(one),
    factors: scored.factors
      .filter(({ points }) => points > 0)
      .slice(0, FACTORS_SHOWN)
      .map((factor) => ({ text: factorText(factor), points: `+${pointsText(factor.points)}` })),
    asked: demand && isOpen(one) ? askedText(demand.asked, ASKERS_MAX) : null,
    estimate: estimate === null ? null : moneyText(estimate, currency),
    due:
      dueOn === null || !isOpen(one) ? null : { time: dateFrom(dueOn, today), overdue: daysBetween(dueOn, today) > 0 },
    nextStep: one.nextStep,
    owner,
    mine: owner === viewer.actorId,
    ended: outcome && { text: endedText(one), time: instantFrom(outcome.at, viewer.now, 'UTC') },
    currency,
    step: (1 / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency)),
    moves: viewer.mayWork ? movesOf(one, viewer.now).map(moveButton) : [],
    reasons: LOST_REASONS.map((reason) => ({ value: reason, label: LOST_WORDS[reason] })),
    form,
  };
}

export function cardScore({ id, scored }: Pick<Opportunity, 'id' | 'scored'>): CardScore {
  return { id, chip: tierChip(scored.tier), score: scored.score };
}

function moveButton(to: OpportunityState): MoveButton {
  return { to, label: MOVE_WORDS[to], asks: to === 'won' ? 'value' : to === 'lost' ? 'reason' : null };
}

/** `Won €6,375`, `Lost: the price`. */
export function endedText({ outcome }: Opportunity): string {
  if (outcome?.kind === 'won') return `Won ${moneyText(outcome.value, outcome.currency)}`;
  if (outcome?.kind === 'lost') return `Lost: ${LOST_WORDS[outcome.reason].toLowerCase()}`;
  return outcome?.by === SYSTEM.id ? 'Withdrawn by itself' : 'Dismissed';
}
