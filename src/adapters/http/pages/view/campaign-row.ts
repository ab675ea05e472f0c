import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
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
  readonly next: string;
}

export function campaignRow(
  item: { readonly campaign: Campaign; readonly figures: CampaignFigures | null },
  names: ReadonlyMap<string, string>,
  now: Instant,
): CampaignRow {
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
    next: nextEvent(campaign, now),
  };
}
