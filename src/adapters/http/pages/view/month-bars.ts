import type { ChargedMonth } from '../../../../core/usecases/billing/charges-by-month.ts';
import { moneyText, plural } from './format.ts';
import { monthText } from './money.ts';

export interface MonthBar {
  readonly href: string;
  readonly title: string;
  readonly total: string;
  readonly state: string;
  readonly on: boolean;
  readonly width: string;
  readonly tone: ChargedMonth['state'];
}

const MONTH_STATES: Readonly<Record<ChargedMonth['state'], string>> = {
  closed: 'Invoiced',
  open: 'Open',
  to_come: 'To come, as it stands',
  elsewhere: 'Not invoiced from here',
};

export interface MonthsView {
  readonly finding: string;
  readonly bars: readonly MonthBar[];
}

/** Every month with a bar to one scale; what is taken back has a word instead of a bar. */
export function monthsView(
  { currency, months }: { readonly currency: string; readonly months: readonly ChargedMonth[] },
  base: string,
  chosen: string,
): MonthsView {
  const most = Math.max(1, ...months.map(({ total }) => total));
  const sum = months.reduce((all, { total }) => all + total, 0);
  return {
    finding: `${moneyText(sum, currency)} over ${plural(months.length, 'month')}`,
    bars: months.map(({ month, total, state }) => ({
      href: `${base}?month=${month}`,
      title: monthText(month),
      total: moneyText(total, currency),
      state: MONTH_STATES[state],
      on: month === chosen,
      width: `${((Math.max(0, total) / most) * 100).toFixed(2)}%`,
      tone: state,
    })),
  };
}
