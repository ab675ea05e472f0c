import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { SubscriptionStatus } from '../../../../core/domain/company/company.ts';
import { type Quantity, SCALE, toUnits } from '../../../../core/domain/shared/quantity.ts';
import { dateAt, type Instant } from '../../../../core/domain/shared/time.ts';
import type { PoolView } from '../../../../core/usecases/capacity/get-pool.ts';
import type { SubscriptionView } from '../../../../core/usecases/companies/subscription-view.ts';
import { saidBy } from './catalogue.ts';
import { type Fact, fact } from './fact.ts';
import {
  countText,
  dateFrom,
  moneyText,
  percentText,
  periodText,
  plural,
  quantityText,
  type TimeText,
} from './format.ts';
import { type Chip, statusChip } from './words.ts';

const STATUS_CHIPS: Record<SubscriptionStatus, Chip> = {
  active: { word: 'Active', tone: 'active', icon: 'i-active' },
  cancelled: { word: 'Cancelled', tone: 'closed', icon: 'i-closed' },
  past_due: { word: 'Past due', tone: 'error', icon: 'i-alert' },
};

export interface SubscriptionRow {
  readonly href: string;
  readonly name: string;
  readonly company: string | null;
  readonly status: Chip;
  readonly period: string;
  readonly learners: string;
  readonly given: string;
  readonly price: string;
  /** What billing said, and when; null where it is not billing's. */
  readonly said: { readonly time: TimeText; readonly isOld: boolean } | null;
}

export function subscriptionRow(
  subscription: SubscriptionView,
  names: ReadonlyMap<string, string>,
  now: Instant,
): SubscriptionRow {
  const { id, name, companyId, status, startsOn, endsOn, learners, shares, price, currency } = subscription;
  const given = Object.values(shares).reduce((sum, { share }) => sum + share, 0);
  return {
    href: `/subscriptions/${id}`,
    name,
    company: names.get(companyId) ?? null,
    status: STATUS_CHIPS[status],
    period: periodText(startsOn, endsOn),
    learners: plural(learners, 'learner'),
    given: `${percentText(given, SCALE)} given to ${plural(Object.keys(shares).length, 'campaign')}`,
    price: moneyText(price, currency),
    said: saidBy(subscription, now, 'UTC'),
  };
}

/** One campaign's part of a stacked bar, in percent of its track. */
export interface Segment {
  readonly number: number;
  readonly tone: string;
  readonly x: string;
  readonly width: string;
  /** Where its number stands; null where there is no room for it. */
  readonly textX: string | null;
}

export interface StackedBar {
  readonly segments: readonly Segment[];
  readonly held: { readonly x: string; readonly width: string } | null;
  readonly totalMark: string;
  readonly limitMark: string | null;
  readonly label: string;
}

export interface PoolRow {
  readonly number: number;
  readonly tone: string;
  readonly href: string;
  readonly name: string;
  readonly status: Chip | null;
  readonly share: string;
  readonly capacity: string;
  readonly consumed: string;
  readonly used: string;
}

export interface PoolPage {
  readonly finding: string;
  readonly note: string;
  readonly cards: readonly { readonly label: string; readonly value: string; readonly note: string }[];
  readonly used: StackedBar;
  readonly given: StackedBar;
  readonly rows: readonly PoolRow[];
}

const TONES = 6;
/** Narrower segments have no room for their number, in percent of the track. */
const ROOM = 4;

/** A subscription's learners as they are given and used; the largest part first, so that both bars and the table agree in order. */
export function poolPage(pool: PoolView, campaigns: ReadonlyMap<string, Campaign>): PoolPage {
  const parts = pool.campaigns.toSorted((a, b) => b.capacity - a.capacity || b.consumed - a.consumed);
  const { total, consumed, held, hardLimit, allocated } = pool;
  const left = Math.max(0, hardLimit - consumed - held);
  const learners = (quantity: Quantity) => plural(toUnits(quantity), 'learner');
  return {
    finding: `${quantityText(consumed)} of ${learners(total)} used (${percentText(consumed, total) ?? '–'})`,
    note:
      left > 0
        ? `${learners(left)} more fit in before the hard limit of ${quantityText(hardLimit)}`
        : `The hard limit of ${quantityText(hardLimit)} is reached: nothing more fits in, whatever a campaign has left`,
    cards: [
      { label: 'Learners', value: quantityText(total), note: `Hard limit ${quantityText(hardLimit)}` },
      {
        label: 'Given to campaigns',
        value: quantityText(allocated),
        note: `${learners(Math.max(0, total - allocated))} not given yet`,
      },
      { label: 'Used', value: quantityText(consumed), note: `${percentText(consumed, total) ?? '–'} of the pool` },
      { label: 'Held', value: quantityText(held), note: 'Counts against the limit until confirmed or let go' },
    ],
    used: stacked(
      parts.map((part) => part.consumed),
      { total, hardLimit, held },
      `${learners(consumed)} used, ${quantityText(held)} held, of ${quantityText(total)}; hard limit ${quantityText(hardLimit)}`,
    ),
    given: stacked(
      parts.map((part) => part.capacity),
      { total, hardLimit, held: 0 },
      `${learners(allocated)} of ${quantityText(total)} given to ${plural(parts.length, 'campaign')}`,
    ),
    rows: parts.map(({ campaignId, share, capacity, consumed: own }, at) => {
      const campaign = campaigns.get(campaignId);
      return {
        number: at + 1,
        tone: `seg-${at % TONES}`,
        href: `/campaigns/${campaignId}/capacity`,
        name: campaign?.name ?? 'A campaign',
        status: campaign ? statusChip(campaign.status) : null,
        share: share > 0 ? `${countText(toUnits(share) * 100)} %` : 'Given back',
        capacity: quantityText(capacity),
        consumed: quantityText(own),
        used: percentText(own, capacity) ?? '–',
      };
    }),
  };
}

function stacked(
  parts: readonly Quantity[],
  { total, hardLimit, held }: { readonly total: Quantity; readonly hardLimit: Quantity; readonly held: Quantity },
  label: string,
): StackedBar {
  const sum = parts.reduce((all, part) => all + part, 0);
  const end = Math.max(hardLimit, total, sum + held, 1);
  const percent = (quantity: Quantity) => (quantity / end) * 100;
  const text = (quantity: Quantity) => `${percent(quantity).toFixed(2)}%`;
  let before = 0;
  const segments = parts.map((part, at) => {
    const x = before;
    before += part;
    return {
      number: at + 1,
      tone: `seg-${at % TONES}`,
      x: text(x),
      width: text(part),
      textX: percent(part) >= ROOM ? text(x + part / 2) : null,
    };
  });
  return {
    segments,
    held: held > 0 ? { x: text(sum), width: text(held) } : null,
    totalMark: text(total),
    limitMark: end > hardLimit ? text(hardLimit) : null,
    label,
  };
}

export function subscriptionFacts(
  subscription: SubscriptionView,
  company: { readonly name: string; readonly timeZone: string } | null,
  now: Instant,
  isStaff: boolean,
): Fact[] {
  const { companyId, learners, price, currency, startsOn, endsOn, overage } = subscription;
  const today = dateAt(now, company?.timeZone ?? 'UTC');
  const ends = dateFrom(endsOn, today).text;
  return [
    ...(isStaff ? [fact('Company', company?.name ?? '–', `/catalogue/companies/${companyId}`)] : []),
    fact('Learners', countText(learners)),
    fact('Price', moneyText(price, currency)),
    fact('Period', `${periodText(startsOn, endsOn)} (${endsOn < today ? 'ended' : 'ends'} ${ends})`),
    fact('Allowance past the pool', `${countText(toUnits(overage) * 100)} %`),
  ];
}
