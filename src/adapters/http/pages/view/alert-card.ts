import type { Alert } from '../../../../core/domain/alerting/alert.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, instantText, percentText, quantityText, type TimeText } from './format.ts';
import { type Chip, severityChip } from './words.ts';

/** Instants as the core writes them into a sentence. */
const STAMP = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z/g;

const RECIPIENT_WORDS = { sales: 'sales', company_admin: 'the company’s admin', cs: 'customer success' } as const;

const ACTION_WORDS = {
  upsell_opportunity: 'Talk about more capacity',
  recommend_expansion: 'Offer to expand',
  block_enrollments: 'Take no more people in',
  review_program: 'Look at the program with those who run it',
  review_budget: 'Look at the budget before it is used up',
} as const;

/** What of a decision a card needs. */
export interface TellingDecision {
  readonly at: Instant;
  readonly decision: string;
  readonly explanation: string;
  readonly recipient: Alert['recipients'][number] | null;
  readonly nextPossibleAt: Instant | null;
}

/** One alert: what, where, since when, who was told, and why nobody was told (again). */
export interface AlertCard {
  readonly id: string;
  readonly href: string;
  readonly campaign: string;
  readonly company: string | null;
  readonly severity: Chip;
  readonly headline: string;
  readonly figures: string;
  readonly since: TimeText;
  readonly state: 'raised' | 'acknowledged' | 'resolved';
  readonly stateText: string;
  readonly stateTime: TimeText | null;
  readonly for: string;
  readonly told: string;
  readonly why: string | null;
  readonly action: string;
  readonly decisions: readonly { readonly time: TimeText; readonly word: string; readonly text: string }[];
  readonly mayAcknowledge: boolean;
  /** Where its messages can be silenced; null where they need not be, or not by the viewer. */
  readonly silence: string | null;
}

export function alertCard(
  alert: Alert,
  place: { readonly name: string; readonly company: string | null; readonly timeZone: string },
  decisions: readonly TellingDecision[],
  viewer: { readonly now: Instant; readonly mayAcknowledge: boolean; readonly staff: boolean },
): AlertCard {
  const from = (at: Instant) => instantFrom(at, viewer.now, place.timeZone);
  const inWords = (text: string | null) =>
    text?.replaceAll(STAMP, (stamp) => instantText(Date.parse(stamp), place.timeZone)) ?? null;
  const stateAt = alert.state === 'resolved' ? alert.resolvedAt : alert.acknowledgedAt;
  return {
    id: alert.id,
    href: `/campaigns/${alert.campaignId}`,
    campaign: place.name,
    silence:
      viewer.staff && alert.state === 'raised'
        ? `/alerts/silences?campaign=${alert.campaignId}${alert.threshold === null ? '' : `&threshold=${alert.threshold}`}`
        : null,
    company: place.company,
    severity: severityChip(alert.severity),
    headline: headlineOf(alert),
    figures: figuresOf(alert),
    since: from(alert.raisedAt),
    state: alert.state,
    stateText: alert.state === 'resolved' ? 'Resolved' : alert.state === 'acknowledged' ? 'Acknowledged' : 'Raised',
    stateTime: stateAt === null ? null : from(stateAt),
    for: alert.recipients.map((recipient) => RECIPIENT_WORDS[recipient]).join(' and ') || 'nobody in your company',
    told: toldText(decisions, viewer.staff),
    why: inWords(whyText(decisions)),
    action: ACTION_WORDS[alert.action],
    decisions: decisions.map((decision) => ({
      time: from(decision.at),
      word: decision.decision.charAt(0).toUpperCase() + decision.decision.slice(1),
      text: inWords(decision.explanation) ?? '',
    })),
    mayAcknowledge: viewer.mayAcknowledge && alert.state === 'raised',
  };
}

/** What has happened, of any kind of alert. */
export function headlineOf({ kind, threshold }: Pick<Alert, 'kind' | 'threshold'>): string {
  if (kind === 'performance') return 'SROI below 2.0 while active';
  return kind === 'budget' ? '90 % of the budget spent' : `${threshold} % of the capacity reached`;
}

function figuresOf({ kind, measure, consumed, capacity }: Alert): string {
  const value = measure?.value ?? null;
  const figures = {
    capacity: `${quantityText(consumed)} of ${quantityText(capacity)} (${percentText(consumed, capacity) ?? '–'})`,
    performance: value === null ? 'SROI not known' : `SROI ${value.toFixed(2)}`,
    budget: value === null ? 'Budget not known' : `${(value * 100).toFixed(1)} % of the budget`,
  };
  return `${figures[kind]} when it was raised`;
}

/** "Told" is only said of a delivery; a company is not shown what others were sent, so of them nothing is claimed. */
function toldText(decisions: readonly TellingDecision[], staff: boolean): string {
  const told = decisions.filter(({ decision }) => decision === 'sent' || decision === 'repeated');
  const recipients = new Set(told.flatMap(({ recipient }) => (recipient ? [RECIPIENT_WORDS[recipient]] : [])));
  if (told.length === 0) return staff ? 'Nobody was sent a message' : 'Nobody in your company was sent a message';
  const times = told.length === 1 ? 'once' : `${told.length} times`;
  return recipients.size === 0 ? `Sent ${times}` : `Sent ${times} to ${[...recipients].join(' and ')}`;
}

/** The newest reason for which nothing was said. */
function whyText(decisions: readonly TellingDecision[]): string | null {
  return decisions.findLast(({ decision }) => decision === 'suppressed')?.explanation ?? null;
}

const ORDER = ['critical', 'error', 'warning', 'info'];

/** Raised first, then acknowledged, then resolved; in each the most severe first, the oldest first among equals. */
export function byUrgency(a: Alert, b: Alert): number {
  const states = ['raised', 'acknowledged', 'resolved'];
  const state = states.indexOf(a.state) - states.indexOf(b.state);
  if (state !== 0) return state;
  if (a.state === 'resolved') return (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0);
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.raisedAt - b.raisedAt;
}
