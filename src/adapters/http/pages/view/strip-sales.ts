import { dateAt, daysBetween, type Instant } from '../../../../core/domain/shared/time.ts';
import { ASKERS_MAX } from '../../../../core/domain/upsell/demand.ts';
import type { Opportunity } from '../../../../core/domain/upsell/opportunity.ts';
import { daysText, instantFrom, moneyText, plural } from './format.ts';
import type { Strip, StripCard } from './strip.ts';
import { askedText, factorText, TYPE_WORDS, tierChip } from './upsell-words.ts';

const MOST = 6;

/** Whom to call today: what is due first, then the highest score; each with its reason, the estimate and what is due. */
export function salesStrip(input: {
  readonly opportunities: readonly Opportunity[];
  readonly names: ReadonlyMap<string, string>;
  readonly now: Instant;
}): Strip {
  const today = dateAt(input.now, 'UTC');
  const isDue = ({ dueOn }: Opportunity) => dueOn !== null && dueOn <= today;
  const waits = ({ dueOn }: Opportunity) => dueOn !== null && dueOn > today;
  const rank = (one: Opportunity) => (isDue(one) ? 0 : waits(one) ? 2 : 1);
  const calls = input.opportunities.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (isDue(a) ? (a.dueOn ?? '').localeCompare(b.dueOn ?? '') : 0) ||
      b.scored.score - a.scored.score,
  );
  const due = calls.filter(isDue).length;
  return {
    title: "Today's calls",
    lead:
      calls.length === 0
        ? 'Nothing is open in the upsell queue: no call is due today'
        : `${plural(calls.length, 'open opportunity', 'open opportunities')}${due > 0 ? `, ${due} due` : ''}, what is due first, then the highest score`,
    cards: calls.slice(0, MOST).map((one) => card(one, input.names, input.now, today)),
    figures: [],
  };
}

function card(one: Opportunity, names: ReadonlyMap<string, string>, now: Instant, today: string): StripCard {
  const { id, campaignName, companyId, scored, type } = one;
  const estimate = scored.estimate === null ? '' : `, about ${moneyText(scored.estimate, scored.currency)}`;
  return {
    href: `/upsell/${id}`,
    title: campaignName,
    company: names.get(companyId) ?? null,
    chip: tierChip(scored.tier),
    reason: `${reasonText(one, now)}. ${TYPE_WORDS[type]}${estimate}.${dueText(one, today)}`,
    remedy: null,
  };
}

/** `95 % used and SROI 5.8, 90 % crossed 3 weeks ago; 4 people asked in vain`. */
function reasonText({ scored, type }: Opportunity, now: Instant): string {
  const { crossing, demand, factors } = scored;
  const first = factors.filter(({ points }) => points > 0).slice(0, 2);
  const known = first.map((factor) => factorText(factor)).join(' and ');
  const text = known.charAt(0).toUpperCase() + known.slice(1);
  const crossed =
    crossing && type === 'capacity_expansion'
      ? `, ${crossing.threshold} % crossed ${instantFrom(crossing.at, now, 'UTC').text}`
      : '';
  return `${text}${crossed}${demand ? `; ${askedText(demand.asked, ASKERS_MAX)}` : ''}`;
}

function dueText({ dueOn, nextStep }: Opportunity, today: string): string {
  if (dueOn === null && nextStep === null) return '';
  const days = dueOn === null ? null : daysBetween(today, dueOn);
  const when = days === null ? 'Next' : days < 0 ? `Was due ${daysText(days)}` : `Due ${daysText(days)}`;
  return nextStep === null ? ` ${when}.` : ` ${when}: ${nextStep}.`;
}
