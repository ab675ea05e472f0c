import type { ActivityKind } from '../../../../core/domain/activity/activity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { ReviewOption } from '../../../../core/usecases/activities/list-review-options.ts';
import type { ActivityView, DebitView } from '../../../../core/usecases/activities/view-activities.ts';
import { dateText, instantFrom, quantityText, type TimeText, unitText } from './format.ts';
import type { Chip } from './words.ts';

export const KIND_WORDS: Record<ActivityKind, string> = {
  session: 'Session',
  match: 'Match',
  completion: 'Completion',
};

/** One activity: what, when, which campaign, how sure that is and why, and what can be decided. */
export interface ActivityCard {
  readonly id: string;
  readonly domId: string;
  readonly href: string;
  readonly version: number;
  readonly key: string;
  readonly what: string;
  readonly when: TimeText;
  readonly company: string | null;
  readonly subject: string | null;
  readonly tags: readonly string[];
  readonly chip: Chip;
  readonly campaign: { readonly name: string; readonly href: string } | null;
  /** `70 of 100`; null where nobody scored. */
  readonly score: string | null;
  readonly because: string;
  readonly waits: string | null;
  /** Where what a refused debit lacks can be mended. */
  readonly remedy: { readonly label: string; readonly href: string } | null;
  /** What was debited or why it was not. */
  readonly debit: string | null;
  readonly accept: string | null;
  readonly mayReject: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface CardPlace {
  readonly company: string | null;
  readonly campaign: string | null;
  readonly timeZone: string;
  readonly options: readonly ReviewOption[];
}

export function activityCard(
  { activity, debit }: ActivityView,
  place: CardPlace,
  viewer: { readonly now: Instant; readonly key: string; readonly mayReview: boolean },
): ActivityCard {
  const { id, state, campaignId, confidence, attention } = activity;
  const open = viewer.mayReview;
  return {
    id,
    domId: `activity-${id.replaceAll(/[^\w-]/g, '_')}`,
    href: `/activities/${encodeURIComponent(id)}`,
    version: activity.version,
    key: viewer.key,
    what: whatText(activity),
    when: instantFrom(activity.occurredAt, viewer.now, place.timeZone),
    company: place.company,
    subject: activity.subject,
    tags: activity.tags,
    chip: activityChip({ activity, debit }),
    campaign:
      campaignId === null
        ? null
        : { name: place.campaign ?? 'A campaign', href: `/campaigns/${campaignId}/activities` },
    score: confidence === null ? null : `${confidence} of 100`,
    because: sentence(activity.reasons),
    waits: waitText({ activity, debit }),
    remedy: remedyOf({ activity, debit }),
    debit: debitText(debit),
    accept: open && attention !== null ? acceptText({ activity, debit }) : null,
    mayReject: open && (state === 'review' || state === 'linked'),
    options: open
      ? place.options
          .filter((option) => option.campaignId !== campaignId || state === 'rejected')
          .map((option) => ({ value: option.campaignId, label: `${option.name} (${option.confidence})` }))
      : [],
  };
}

/** `Session of 1.5 hours`. */
export function whatText({ kind, hours }: ActivityView['activity']): string {
  return hours === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]} of ${quantityText(hours)} ${unitText('hour', hours)}`;
}

export function activityChip({ activity, debit }: ActivityView): Chip {
  if (activity.state === 'review') return { word: 'To review', tone: 'warning', icon: 'i-warning' };
  if (debit?.state === 'held') return { word: 'To review', tone: 'warning', icon: 'i-warning' };
  if (debit?.state === 'refused') return { word: 'Debit refused', tone: 'error', icon: 'i-error' };
  if (activity.state === 'linked') return { word: 'Linked', tone: 'active', icon: 'i-check' };
  if (activity.state === 'rejected') return { word: 'Rejected', tone: 'closed', icon: 'i-cross' };
  return { word: 'Unmatched', tone: 'draft', icon: 'i-info' };
}

/** `2.5 credits debited`, or why not; null where the campaign debits nothing. */
export function debitText(debit: DebitView | null): string | null {
  if (debit === null) return null;
  const quantity =
    debit.quantity === null ? null : `${quantityText(debit.quantity)} ${unitText('credit', debit.quantity)}`;
  switch (debit.state) {
    case 'done':
      return `${quantity} debited`;
    case 'returned':
      return 'The debit was reversed';
    case 'pending':
      return 'The debit is under way';
    case 'held':
      return 'The debit waits for this review';
    case 'refused':
      return `Not debited: ${debit.refusal?.message ?? 'the campaign refused it'}`;
  }
}

function waitText({ activity, debit }: ActivityView): string | null {
  if (activity.state === 'review') return 'The score is below 80, so a person decides.';
  if (debit?.state === 'held') return 'Another campaign has the same score, so its credits wait for a person.';
  if (debit?.state !== 'refused') return null;
  const code = debit.refusal?.code ?? '';
  if (LACKS_CREDITS.has(code)) return 'Top up and try the debit again, or move the activity to another campaign.';
  if (code === 'CAMPAIGN_NOT_OPEN') return 'Try again once the campaign runs, or move the activity to another one.';
  return 'Mend what it names and try again, or move the activity to another campaign.';
}

const LACKS_CREDITS: ReadonlySet<string> = new Set(['CAPACITY_EXCEEDED', 'NO_CAPACITY']);

function remedyOf({ activity, debit }: ActivityView): ActivityCard['remedy'] {
  if (debit?.state !== 'refused' || activity.campaignId === null) return null;
  const base = `/campaigns/${activity.campaignId}`;
  return LACKS_CREDITS.has(debit.refusal?.code ?? '')
    ? { label: 'Top up the campaign', href: `${base}/capacity` }
    : { label: 'See the campaign', href: base };
}

function acceptText({ activity, debit }: ActivityView): string {
  if (activity.state === 'review') return 'Accept';
  return debit?.state === 'refused' ? 'Try the debit again' : 'Accept and debit';
}

/** `Same company (30), 10 Mar 2026 is inside … (30), no tag is shared with the group (0).` */
function sentence(reasons: readonly string[]): string {
  const parts = reasons.map((reason) =>
    reason.replace(/: (\d+)$/, ' ($1)').replaceAll(/\d{4}-\d{2}-\d{2}/g, (date) => dateText(date)),
  );
  const scored = parts.filter((part) => part.endsWith(')'));
  const [first = '', ...others] = scored;
  const rest = parts.filter((part) => !part.endsWith(')'));
  return [[first, ...others.map(uncapitalised)].join(', '), ...rest]
    .filter(Boolean)
    .map((part) => `${part}.`)
    .join(' ');
}

function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
