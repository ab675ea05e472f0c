import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import type { Quantity } from '../../../../core/domain/shared/quantity.ts';
import { BAND_WORDS, BANDS, type Band, bandChip, bandOfFigure } from './bands.ts';
import { type CapacityBar, type CapacityFigures, capacityBar } from './capacity-bar.ts';
import { quantityText, unitText } from './format.ts';
import { type Chip, statusChip } from './words.ts';

/** What of a campaign stands in its row and does not come with a change of its capacity. */
export interface BoardCampaign {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly company: string | null;
  readonly status: Campaign['status'];
}

export interface BoardRow {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly company: string | null;
  readonly status: Chip;
  readonly bar: CapacityBar;
  readonly band: Band;
  readonly bandChip: Chip | null;
  readonly headroom: string;
  readonly headroomUnit: string;
  readonly held: string | null;
  /** Share of the hard limit that is taken, 0..1 with 6 decimals: what the board is sorted by. */
  readonly near: string;
}

export interface BandFilter {
  readonly value: string;
  readonly label: string;
  readonly title: string;
  readonly href: string;
  readonly count: number;
  readonly on: boolean;
}

export function boardRow(campaign: BoardCampaign, figures: CapacityFigures): BoardRow {
  const band = bandOfFigure(figures.band);
  const headroom = Math.max(0, figures.headroom);
  return {
    id: campaign.id,
    href: `/campaigns/${campaign.id}`,
    name: campaign.name,
    company: campaign.company,
    status: statusChip(campaign.status),
    bar: capacityBar(figures),
    band,
    bandChip: bandChip(band, figures.headroom),
    headroom: quantityText(headroom),
    headroomUnit: unitText(figures.unit, headroom),
    held: figures.held > 0 ? quantityText(figures.held) : null,
    near: nearness(figures).toFixed(6),
  };
}

/** The nearest to its limit first; ties by less headroom, then by name. */
export function byNearness(a: Placed, b: Placed): number {
  return (
    nearness(b.figures) - nearness(a.figures) ||
    a.figures.headroom - b.figures.headroom ||
    a.campaign.name.localeCompare(b.campaign.name)
  );
}

interface Placed {
  readonly campaign: Pick<Campaign, 'name'>;
  readonly figures: CapacityFigures;
}

/** Campaigns that have a capacity, the nearest to its limit first. */
export function onBoard(
  items: readonly { readonly campaign: Campaign; readonly figures: CampaignFigures | null }[],
): { readonly campaign: Campaign; readonly figures: CampaignFigures }[] {
  return items
    .filter((item): item is { campaign: Campaign; figures: CampaignFigures } => item.figures !== null)
    .sort(byNearness);
}

function nearness({ consumed, held, headroom }: { consumed: Quantity; held: Quantity; headroom: Quantity }): number {
  const taken = consumed + held;
  const room = taken + headroom;
  return room > 0 ? taken / room : 1;
}

export function bandFilters(rows: readonly BoardRow[], chosen: string | null): BandFilter[] {
  const count = (band: Band) => rows.filter((row) => row.band === band).length;
  return [
    {
      value: 'all',
      label: 'All',
      title: 'Every open campaign',
      href: '/capacity',
      count: rows.length,
      on: chosen === null,
    },
    ...BANDS.map((band) => ({
      value: String(band),
      label: BAND_WORDS[band],
      title: band === 0 ? 'Less than 80 % used' : `${band} % of the capacity reached`,
      href: `/capacity?band=${band}`,
      count: count(band),
      on: chosen === String(band),
    })),
  ];
}
