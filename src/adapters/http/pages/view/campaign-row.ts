import type { ShownFigure } from '../../../../core/domain/metrics/withhold.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { ListedCampaign } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import { bandChip, bandOfFigure } from './bands.ts';
import { type CapacityBar, capacityBar } from './capacity-bar.ts';
import { nextEvent, type PeriodView, periodView } from './period.ts';
import { type Chip, MODEL_WORDS, statusChip } from './words.ts';

/** One campaign in the list. */
export interface CampaignRow {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  /** Null for company roles, who see one company only. */
  readonly company: string | null;
  readonly status: Chip;
  readonly period: PeriodView | null;
  readonly model: string;
  /** Null before there are terms. */
  readonly bar: CapacityBar | null;
  readonly band: Chip | null;
  readonly sroi: FigureText;
  readonly next: string;
}

/** A reported figure, or why it is not shown. */
export interface FigureText {
  readonly text: string;
  readonly title: string;
}

export function figureText(figure: ShownFigure): FigureText {
  if (figure.value !== null) return { text: figure.value.toFixed(1), title: 'As Program Management reports it' };
  const title = figure.reason === 'too_few' ? 'Withheld: it is over fewer than 5 people' : 'Not reported yet';
  return { text: '–', title };
}

export function campaignRow(item: ListedCampaign, names: ReadonlyMap<string, string>, now: Instant): CampaignRow {
  const { campaign, figures } = item;
  const counted = figures && figures.capacity > 0 ? figures : null;
  const takesPlaces = campaign.status === 'recruiting' || campaign.status === 'active' || campaign.status === 'paused';
  return {
    id: campaign.id,
    href: `/campaigns/${campaign.id}`,
    name: campaign.name,
    company: names.get(campaign.companyId) ?? null,
    status: statusChip(campaign.status),
    period: periodView(campaign, now),
    model: campaign.terms ? MODEL_WORDS[campaign.terms.model] : 'No terms yet',
    bar: counted && capacityBar(counted),
    band: counted && takesPlaces ? bandChip(bandOfFigure(counted.band), counted.headroom) : null,
    sroi: figureText(item.sroi),
    next: nextEvent(campaign, now),
  };
}
