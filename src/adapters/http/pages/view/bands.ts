import { type Quantity, SCALE } from '../../../../core/domain/shared/quantity.ts';
import type { Chip } from './words.ts';

/** 0 stands for below 80 %. */
export const BANDS = [110, 100, 90, 80, 0] as const;
export type Band = (typeof BANDS)[number];

export const BAND_WORDS: Record<Band, string> = {
  0: 'Below 80 %',
  80: 'Attention',
  90: 'Warning',
  100: 'Full',
  110: 'Over',
};

/** The band of a projected or live figure; anything that is not one of the four counts as below 80. */
export function bandOfFigure(band: number | null): Band {
  return BANDS.find((known) => known === band) ?? 0;
}

/** The chip of a band; whatever the band, less than one unit of headroom is said as "At the limit". */
export function bandChip(band: Band, headroom: Quantity): Chip | null {
  const icon = `i-band-${band}`;
  if (headroom < SCALE) return { word: 'At the limit', tone: `band-${band >= 100 ? band : 100}`, icon: 'i-limit' };
  return band === 0 ? null : { word: BAND_WORDS[band], tone: `band-${band}`, icon };
}
