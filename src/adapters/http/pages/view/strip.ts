import type { AlertMessage } from '../../../../core/domain/alerting/alert.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import type { OutboxItem } from '../../../../core/domain/outbox/outbox.ts';
import { SCALE } from '../../../../core/domain/shared/quantity.ts';
import { dateAt, daysBetween, type Instant } from '../../../../core/domain/shared/time.ts';
import type { PreviewedAction } from '../../../../core/usecases/lifecycle/preview-schedule.ts';
import { bandChip, bandOfFigure } from './bands.ts';
import { daysText, instantFrom, percentText, plural, quantityText, unitText } from './format.ts';
import { errorText } from './message-row.ts';
import type { Chip } from './words.ts';

/** What stands above the list for a role: cards with a reason in a sentence, or figures. */
export interface Strip {
  readonly title: string;
  readonly lead: string;
  readonly cards: readonly StripCard[];
  readonly figures: readonly StripFigure[];
}

export interface StripCard {
  readonly href: string;
  readonly title: string;
  readonly company: string | null;
  readonly chip: Chip | null;
  readonly reason: string;
  readonly remedy: { readonly label: string; readonly href: string } | null;
}

export interface StripFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

export interface Item {
  readonly campaign: Campaign;
  readonly figures: CampaignFigures | null;
}

const MOST = 6;

/** What is full or filling, and what is stuck, each with its remedy. */
export function coordinatorStrip(input: {
  readonly campaigns: readonly Item[];
  /** What is scheduled, with the guards that fail today. */
  readonly foreseen: readonly PreviewedAction[];
  readonly dead: readonly OutboxItem[];
  /** Activities that wait for a person. */
  readonly waiting: { readonly review: number; readonly refused: number };
  /** Messages to people and webhooks that failed for good. */
  readonly unsent: readonly AlertMessage[];
  readonly now: Instant;
}): Strip {
  const failing = input.foreseen.flatMap((one) => failingCard(one, input));
  const stuck = input.campaigns.flatMap(({ campaign }) => stuckCard(campaign, input.now));
  const dead = deadCards(input);
  const filling = input.campaigns
    .filter((item): item is Filled => isFilling(item))
    .map(({ campaign, figures }) => ({
      href: `/campaigns/${campaign.id}`,
      title: campaign.name,
      company: null,
      chip: bandChip(bandOfFigure(figures.band), figures.headroom),
      reason: `${usedText(figures)}. ${endText(campaign, input.now)}`,
      remedy: null,
    }));
  const trouble = [...dead, ...unsentCards(input.unsent), ...stuck, ...failing, ...waitingCards(input.waiting)];
  return {
    title: 'Full, filling and stuck',
    lead: `${plural(filling.length, 'campaign')} at 80 % or more, ${trouble.length === 0 ? 'nothing is stuck' : `${trouble.length} stuck`}`,
    cards: [...trouble, ...filling].slice(0, MOST),
    figures: [],
  };
}

type Filled = Item & { readonly figures: CampaignFigures };

function isFilling({ figures }: Item): boolean {
  return figures !== null && ((figures.band ?? 0) >= 80 || (figures.capacity > 0 && figures.headroom < SCALE));
}

function usedText({ consumed, capacity, unit }: CampaignFigures): string {
  return `${quantityText(consumed)} of ${quantityText(capacity)} ${unitText(unit, capacity)} used (${percentText(consumed, capacity) ?? '–'})`;
}

function endText(campaign: Campaign, now: Instant): string {
  if (!campaign.endDate) return 'No end date.';
  const days = daysBetween(dateAt(now, campaign.timeZone), campaign.endDate);
  return days < 0 ? `Ended ${daysText(days)}.` : `Ends ${daysText(days)}.`;
}

function stuckCard(campaign: Campaign, now: Instant): StripCard[] {
  const today = dateAt(now, campaign.timeZone);
  const overdueStart = campaign.status === 'planned' && campaign.startDate !== null && campaign.startDate < today;
  const pastEnd = campaign.status === 'paused' && campaign.endDate !== null && campaign.endDate < today;
  if (!overdueStart && !pastEnd) return [];
  const date = overdueStart ? campaign.startDate : campaign.endDate;
  const since = date ? daysText(daysBetween(today, date)) : '';
  return [
    {
      href: `/campaigns/${campaign.id}`,
      title: campaign.name,
      company: null,
      chip: { word: 'Stuck', tone: 'error', icon: 'i-error' },
      reason: overdueStart ? `Its start was ${since} and it is still planned.` : `Paused, and its end was ${since}.`,
      remedy: { label: overdueStart ? 'Activate' : 'Complete', href: `/campaigns/${campaign.id}#transitions` },
    },
  ];
}

function failingCard(
  { action, campaignName, guards }: PreviewedAction,
  viewer: { readonly now: Instant },
): StripCard[] {
  const first = guards[0];
  if (!first) return [];
  return [
    {
      href: `/campaigns/${action.campaignId}/history`,
      title: campaignName,
      company: null,
      chip: { word: 'Would fail', tone: 'warning', icon: 'i-warning' },
      reason: `Is to become ${action.to} ${instantFrom(action.dueAt, viewer.now, 'UTC').text}, but today: ${first.message}.`,
      remedy: { label: 'See the schedule', href: `/campaigns/${action.campaignId}/history` },
    },
  ];
}

function waitingCards({ review, refused }: { readonly review: number; readonly refused: number }): StripCard[] {
  const card = (title: string, href: string, reason: string, label: string): StripCard => ({
    href,
    title,
    company: null,
    chip: { word: 'Waits', tone: 'warning', icon: 'i-warning' },
    reason,
    remedy: { label, href },
  });
  return [
    ...(review > 0
      ? [
          card(
            plural(review, 'activity to review', 'activities to review'),
            '/activities',
            'Their campaign is not certain, and what they use is not counted before somebody has looked.',
            'Review them',
          ),
        ]
      : []),
    ...(refused > 0
      ? [
          card(
            plural(refused, 'debit refused', 'debits refused'),
            '/activities?show=refused',
            'Their campaign had no room or was not open, so its credits were not debited.',
            'See why',
          ),
        ]
      : []),
  ];
}

/** One card for all of them, since their remedy is one list. */
function unsentCards(unsent: readonly AlertMessage[]): StripCard[] {
  if (unsent.length === 0) return [];
  const error = unsent[0]?.lastError ?? null;
  return [
    {
      href: '/alerts/deliveries',
      title: 'Messages that did not arrive',
      company: null,
      chip: { word: 'Failed', tone: 'error', icon: 'i-error' },
      reason: `${plural(unsent.length, 'message')} could not be delivered${error === null ? '' : `; the newest: ${errorText(error)}`}.`,
      remedy: { label: 'Send again', href: '/alerts/deliveries' },
    },
  ];
}

function deadCards(input: { readonly campaigns: readonly Item[]; readonly dead: readonly OutboxItem[] }): StripCard[] {
  const byCampaign = Map.groupBy(input.dead, ({ campaignId }) => campaignId);
  return [...byCampaign].map(([campaignId, items]) => ({
    href: `/campaigns/${campaignId}`,
    title: input.campaigns.find(({ campaign }) => campaign.id === campaignId)?.campaign.name ?? 'A campaign',
    company: null,
    chip: { word: 'Stuck', tone: 'error', icon: 'i-error' },
    reason: `${plural(items.length, 'piece')} of follow-up work failed for good: ${items[0]?.lastError ?? 'no reason was kept'}.`,
    remedy: { label: 'See history', href: `/campaigns/${campaignId}/history` },
  }));
}
