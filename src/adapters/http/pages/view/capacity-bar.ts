import type { Quantity, Unit } from '../../../../core/domain/shared/quantity.ts';
import { bandOfFigure } from './bands.ts';
import { percentText, quantityText, unitText } from './format.ts';

/** The figures that a bar shows, in ten-thousandths of the unit. */
export interface CapacityFigures {
  readonly unit: Unit;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
  readonly held: Quantity;
  readonly hardLimit: Quantity;
  readonly headroom: Quantity;
  readonly band: number | null;
}

/** Positions in percent of the track's width; the track ends at the hard limit, or at what is used where that is more. */
export interface CapacityBar {
  readonly tone: string;
  readonly used: string;
  readonly heldFrom: string;
  readonly held: string;
  readonly capacityMark: string;
  readonly limitMark: string | null;
  readonly lightMarks: readonly string[];
  readonly label: string;
  /** `43 of 50 seats`. */
  readonly usedText: string;
  readonly percent: string;
}

export function capacityBar(figures: CapacityFigures): CapacityBar {
  const { capacity, consumed, held, hardLimit } = figures;
  const end = Math.max(hardLimit, consumed + held, capacity, 1);
  const at = (quantity: Quantity) => `${((quantity / end) * 100).toFixed(2)}%`;
  const usedText = `${quantityText(consumed)} of ${quantityText(capacity)} ${unitText(figures.unit, capacity)}`;
  const percent = percentText(consumed, capacity) ?? '–';
  return {
    tone: `band-${bandOfFigure(figures.band)}`,
    used: at(consumed),
    heldFrom: at(consumed),
    held: at(held),
    capacityMark: at(capacity),
    limitMark: end > hardLimit ? at(hardLimit) : null,
    lightMarks: capacity > 0 ? [at(capacity * 0.8), at(capacity * 0.9)] : [],
    label: [
      `${usedText} used (${percent})`,
      held > 0 ? `${quantityText(held)} held` : '',
      `hard limit ${quantityText(hardLimit)}`,
    ]
      .filter(Boolean)
      .join(', '),
    usedText,
    percent,
  };
}
