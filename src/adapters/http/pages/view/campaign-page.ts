import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { bandOf } from '../../../../core/domain/capacity/thresholds.ts';
import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import { SCALE } from '../../../../core/domain/shared/quantity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { CapacityView, TargetView } from '../../../../core/usecases/capacity/capacity-view.ts';
import type { MetricsView } from '../../../../core/usecases/metrics/get-metrics.ts';
import { bandChip, bandOfFigure } from './bands.ts';
import { figureText } from './campaign-row.ts';
import { type CapacityBar, type CapacityFigures, capacityBar } from './capacity-bar.ts';
import { countText, moneyText, percentText, plural, quantityText, unitText } from './format.ts';
import { nextEvent, type PeriodView, periodView } from './period.ts';
import { type Chip, MODEL_WORDS, statusChip } from './words.ts';

/** What stands above every tab of a campaign. */
export interface CampaignHead {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly company: string | null;
  readonly status: Chip;
  readonly period: PeriodView | null;
  readonly model: string;
  readonly next: string;
  readonly tags: readonly string[];
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly on: boolean }[];
}

export const TABS = [
  'overview',
  'capacity',
  'impact',
  'evidence',
  'activities',
  'money',
  'pricing',
  'alerts',
  'history',
  'details',
] as const;
export type Tab = (typeof TABS)[number];

const TAB_WORDS: Record<Tab, string> = {
  overview: 'Overview',
  capacity: 'Capacity',
  impact: 'Impact',
  evidence: 'Evidence',
  activities: 'Activities',
  money: 'Money',
  pricing: 'Pricing',
  alerts: 'Alerts',
  history: 'Schedule and history',
  details: 'Details',
};

/** @param mayPrice whether the reader may see what the contract is worth */
export function campaignHead(
  campaign: Campaign,
  company: string | null,
  tab: Tab,
  now: Instant,
  mayPrice = false,
): CampaignHead {
  const base = `/campaigns/${campaign.id}`;
  return {
    id: campaign.id,
    version: campaign.version,
    name: campaign.name,
    company,
    status: statusChip(campaign.status),
    period: periodView(campaign, now),
    model: campaign.terms ? MODEL_WORDS[campaign.terms.model] : 'No terms yet',
    next: nextEvent(campaign, now),
    tags: campaign.tags,
    tabs: TABS.filter((name) => name !== 'pricing' || mayPrice).map((name) => ({
      href: name === 'overview' ? base : `${base}/${name}`,
      label: TAB_WORDS[name],
      on: name === tab,
    })),
  };
}

/** A figure on a card. */
export interface FigureCard {
  readonly label: string;
  readonly value: string;
  readonly of: string;
  readonly note: string;
}

/** The live figures with their band; null before there are terms. */
export function figuresOf(view: CapacityView): CapacityFigures | null {
  if (!view.figures || !view.unit) return null;
  return { ...view.figures, unit: view.unit, band: bandOf(view.figures.consumed, view.figures.capacity) };
}

export interface Gauge {
  readonly bar: CapacityBar;
  readonly chip: Chip | null;
  readonly headroom: string;
  readonly hardLimit: string;
  readonly held: string | null;
}

export function gauge(figures: CapacityFigures): Gauge {
  const { unit, headroom, hardLimit, held } = figures;
  const left = Math.max(0, headroom);
  return {
    bar: capacityBar(figures),
    chip: bandChip(bandOfFigure(figures.band), headroom),
    headroom: `${quantityText(left)} ${unitText(unit, left)}`,
    hardLimit: `${quantityText(hardLimit)} ${unitText(unit, hardLimit)}`,
    held: held > 0 ? `${quantityText(held)} ${unitText(unit, held)}` : null,
  };
}

export function figureCards(campaign: Campaign, view: CapacityView): FigureCard[] {
  const { budgetAllocated, budgetSpent, currency } = campaign;
  const cards: (FigureCard | null)[] = [
    targetCard('Volunteers', view.volunteers),
    targetCard('Beneficiaries', view.beneficiaries),
    budgetAllocated === null
      ? { label: 'Budget', value: '–', of: '', note: 'Not set yet' }
      : {
          label: 'Budget',
          value: moneyText(budgetAllocated, currency),
          of: '',
          note: `${moneyText(budgetSpent, currency)} spent (${percentText(budgetSpent, budgetAllocated) ?? '–'})`,
        },
  ];
  return cards.filter((card) => card !== null);
}

/** What the cohorts reported, empty before anything was: the return on what was invested, the volunteers' score, and the hours given. */
export function impactCards(metrics: MetricsView): FigureCard[] {
  const isUnknown = metrics.sroi.reason === 'not_reported' && metrics.vis.reason === 'not_reported';
  if (isUnknown && metrics.hours === 0) return [];
  const sroi = figureText(metrics.sroi);
  const vis = figureText(metrics.vis);
  const low = metrics.flags.lowPerformance ? 'Below 2.0: worth a look' : sroi.title;
  return [
    { label: 'SROI', value: sroi.text, of: '', note: low },
    { label: 'VIS', value: vis.text, of: '', note: vis.title },
    {
      label: 'Hours',
      value: quantityText(metrics.hours),
      of: '',
      note: `in ${plural(metrics.sessions, 'session')}, ${plural(metrics.volunteersServed, 'volunteer')} so far`,
    },
  ];
}

function targetCard(label: string, view: TargetView | null): FigureCard | null {
  if (!view) return null;
  const share = view.target === null ? null : percentText(view.current * SCALE, view.target * SCALE);
  return {
    label,
    value: countText(view.current),
    of: view.target === null ? '' : `of ${countText(view.target)}`,
    note: share ? `${share} of the target` : 'No target set',
  };
}

/** Why nothing can be taken now; null where it can. */
export function closedReason(status: CampaignStatus, figures: CapacityFigures | null): string | null {
  if (!figures) return 'There are no commercial terms yet, so there is no capacity to take from.';
  if (status === 'recruiting' || status === 'active') return null;
  if (status === 'paused') return 'The campaign is paused: places can be freed and corrected, not taken.';
  if (status === 'completed') return 'The campaign is completed: places can be corrected, not taken.';
  if (status === 'closed') return 'The campaign is closed and takes nothing any more.';
  return 'Places can be taken once the campaign recruits or is active.';
}
