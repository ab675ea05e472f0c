import { bandOf } from '../../../../core/domain/capacity/thresholds.ts';
import { parseQuantity, UNITS } from '../../../../core/domain/shared/quantity.ts';
import type { CapacityFigures } from './capacity-bar.ts';

/** The figures that `capacity.changed` carries in units, as a bar wants them; null where they are not all there. */
export function liveFigures(data: Readonly<Record<string, unknown>>): CapacityFigures | null {
  const unit = UNITS.find((known) => known === data.unit);
  const read = (name: string) => (typeof data[name] === 'number' ? parseQuantity(data[name]) : null);
  const [capacity, consumed, held] = [read('capacity'), read('consumed'), read('held')];
  const [hardLimit, headroom] = [read('hardLimit'), read('headroom')];
  if (!unit || capacity === null || consumed === null || held === null || hardLimit === null || headroom === null)
    return null;
  return { unit, capacity, consumed, held, hardLimit, headroom, band: bandOf(consumed, capacity) };
}
