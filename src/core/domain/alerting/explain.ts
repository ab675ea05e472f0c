import { toRfc3339 } from '../shared/time.ts';
import type { AlertDecision, MessageChannel, Recipient } from './alert.ts';
import { explainImpact } from './explain-impact.ts';

const PEOPLE: Readonly<Record<Recipient, string>> = {
  sales: 'sales',
  company_admin: "the company's admin",
  cs: 'customer success',
};

const WAYS: Readonly<Record<MessageChannel, string>> = { email: 'by e-mail', webhook: 'by webhook' };

/** Says a decision in one plain sentence, for people of any role that may see it. */
export function explain(decision: AlertDecision, campaignName: string): string {
  const { threshold } = decision;
  const who = decision.recipient ? PEOPLE[decision.recipient] : 'nobody';
  const way = decision.channel ? ` ${WAYS[decision.channel]}` : '';
  if (decision.impact) {
    const telling = { Who: capitalised(who), way, next: (words: string) => next(decision, words) };
    return explainImpact(decision, decision.impact, campaignName, telling);
  }
  switch (decision.reason) {
    case 'crossing':
      return `Utilization of ${campaignName} ${moved(decision)} and reached the ${threshold} % threshold, so an alert was raised.`;
    case 'rearmed':
      return `Utilization of ${campaignName} ${moved(decision)} and is clear of the ${threshold} % threshold again, so the alert was resolved.`;
    case 'capacity_added':
      return `Capacity was added to ${campaignName}: utilization ${moved(decision)}, below the ${threshold} % threshold, so the alert was resolved.`;
    case 'delivered':
      return decision.decision === 'repeated'
        ? `${capitalised(who)} was told again${way}, since ${campaignName} is still at ${percent(decision.utilizationAfter)} and nobody has acknowledged the alert.`
        : `${capitalised(who)} was told${way} that ${campaignName} reached the ${threshold} % threshold.`;
    case 'window':
      return `${capitalised(who)} was not told${way}, having been told of the ${threshold} % threshold of ${campaignName} a short while ago${next(decision, '; the next message is possible at')}.`;
    case 'no_channel':
      return `${capitalised(who)} was not told, since no channel with a contact is set up${next(decision, '; this is looked at again at')}.`;
    case 'not_repeated':
      return `The alert at ${threshold} % of ${campaignName} lasts, but information is said once and not repeated.`;
    case 'acknowledged':
      return `The alert at ${threshold} % of ${campaignName} was acknowledged, so nobody is told of it again.`;
    case 'ended_before_delivery':
      return `${capitalised(who)} was not told${way}, since the alert had ended before the message got through.`;
    case 'undeliverable':
      return `${capitalised(who)} could not be told${way}: every attempt failed, and the message waits among the dead letters.`;
    case 'disabled':
      return `${capitalised(who)} was not told${way}, since the alert policy of ${campaignName} has nobody told of the ${threshold} % threshold.`;
    case 'silenced':
      return `${capitalised(who)} was not told${way}, since alerts of ${campaignName} are silenced${next(decision, ' until')}.`;
    case 'within_margin':
      return `${capitalised(who)} was not told${way}, since utilization of ${campaignName} had stayed close to the ${threshold} % threshold since it was crossed before, so that this is no news.`;
    case 'quiet_hours':
      return `${capitalised(who)} is told${way} when the quiet hours of ${campaignName} end${next(decision, ', at')}.`;
    case 'policy_changed':
      return decision.nextPossibleAt === null
        ? `The alert policy of ${campaignName} was changed: nobody is told again of the alert at ${threshold} %.`
        : `The alert policy of ${campaignName} was changed: the alert at ${threshold} % is looked at again${next(decision, ' at')}.`;
  }
}

function moved({ utilizationBefore, utilizationAfter }: AlertDecision): string {
  if (utilizationBefore === null) return `became ${percent(utilizationAfter)}`;
  if (utilizationAfter === null) return `was ${percent(utilizationBefore)} and has no capacity left to be measured by`;
  const verb = utilizationAfter >= utilizationBefore ? 'rose' : 'fell';
  return `${verb} from ${percent(utilizationBefore)} to ${percent(utilizationAfter)}`;
}

function percent(ratio: number | null): string {
  return ratio === null ? 'an unknown utilization' : `${(Math.round(ratio * 10_000) / 100).toFixed(2)} %`;
}

function next(decision: AlertDecision, words: string): string {
  return decision.nextPossibleAt === null ? '' : `${words} ${toRfc3339(decision.nextPossibleAt)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
