import type { AlertRaised, Interval, WhatIf } from '../../../../core/domain/billing/what-if.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { Threshold } from '../../../../core/domain/capacity/thresholds.ts';
import type { Line } from '../../../../core/domain/rating/rate.ts';
import type { MinorUnits } from '../../../../core/domain/shared/money.ts';
import type { Unit } from '../../../../core/domain/shared/quantity.ts';
import { dateAt, type Instant } from '../../../../core/domain/shared/time.ts';
import { dateText, moneyText, plural, quantityText, unitText } from './format.ts';
import { type WhatIfChart, type WhatIfChartRow, whatIfChart, whatIfRows } from './what-if-chart.ts';

export interface WhatIfView {
  readonly finding: string;
  readonly cards: readonly { readonly label: string; readonly value: string; readonly note: string }[];
  /** Who is better and who is worse off. */
  readonly parties: readonly { readonly who: string; readonly word: string; readonly text: string }[];
  readonly basis: string;
  readonly chart: { readonly wide: WhatIfChart; readonly narrow: WhatIfChart };
  readonly rows: readonly WhatIfChartRow[];
  readonly hasBand: boolean;
  readonly lines: readonly ComparedLine[];
  readonly totals: { readonly current: string; readonly proposed: string; readonly difference: string };
  readonly events: readonly ComparedEvent[];
}

export interface ComparedLine {
  readonly description: string;
  readonly current: string;
  readonly proposed: string;
  readonly difference: string;
  readonly remark: string | null;
}

export interface ComparedEvent {
  readonly label: string;
  readonly current: string;
  readonly proposed: string;
}

export interface WhatIfContext {
  readonly campaign: Pick<Campaign, 'timeZone' | 'currency'>;
  readonly company: string;
  readonly unit: Unit;
  readonly now: Instant;
}

/** Two bills over the same ledger, in words, as a chart and as tables. */
export function whatIfView(result: WhatIf, context: WhatIfContext): WhatIfView {
  const { campaign, company, now } = context;
  const { currency, timeZone } = campaign;
  const { current, proposed, difference, interval } = result;
  const today = dateAt(now, timeZone);
  const input = { currency, today, current, proposed, projected: interval };
  const money = (amount: MinorUnits) => moneyText(amount, currency);
  const range = interval?.difference;
  const likely = (range: Interval | undefined, known: MinorUnits) =>
    !range || (range.low === known && range.high === known)
      ? 'For the whole period'
      : `Likely ${rangeText(range, currency)} by the end`;
  return {
    finding: `${company} ${payText(difference, range, currency)}`,
    cards: [
      { label: 'As it stands', value: money(current.total), note: likely(interval?.current, current.total) },
      { label: 'Proposed', value: money(proposed.total), note: likely(interval?.proposed, proposed.total) },
      { label: 'Difference', value: signed(difference, currency), note: likely(range, difference) },
    ],
    parties: partiesOf(result, context),
    basis: interval
      ? 'What is known and committed, over the real ledger. Likely: four of five projections that repeat the last 28 days end within'
      : 'What is known and committed, over the real ledger. Nothing is projected: too little is known, or nothing is left of the period',
    chart: whatIfChart(input),
    rows: whatIfRows(input),
    hasBand: interval !== null,
    lines: linesOf(current.lines, proposed.lines, currency),
    totals: {
      current: money(current.total),
      proposed: money(proposed.total),
      difference: signed(difference, currency),
    },
    events: eventsOf(result, context),
  };
}

/** `€1,200 to €1,450`, or one amount where both are the same. */
export function rangeText({ low, high }: Interval, currency: string): string {
  return low === high ? moneyText(low, currency) : `${moneyText(low, currency)} to ${moneyText(high, currency)}`;
}

export function signed(amount: MinorUnits, currency: string): string {
  return `${amount > 0 ? '+' : ''}${moneyText(amount, currency)}`;
}

/** `would pay €750 more, likely €862.50 more by the end`. */
function payText(difference: MinorUnits, range: Interval | undefined, currency: string): string {
  const isSettled = !range || (range.low === difference && range.high === difference);
  const so = isSettled ? '' : difference === 0 ? ' so far' : '';
  const known = difference === 0 ? `would pay the same${so}` : `would pay ${changeText(difference, currency)}`;
  return isSettled ? known : `${known}, likely ${changesText(range, currency)} by the end`;
}

function changeText(amount: MinorUnits, currency: string): string {
  return amount === 0 ? 'the same' : `${moneyText(Math.abs(amount), currency)} ${amount < 0 ? 'less' : 'more'}`;
}

function changesText({ low, high }: Interval, currency: string): string {
  if (low === high) return changeText(low, currency);
  if (low < 0 && high > 0) return `between ${changeText(low, currency)} and ${changeText(high, currency)}`;
  const [least, most] = high <= 0 ? [-high, -low] : [low, high];
  return `${moneyText(least, currency)} to ${moneyText(most, currency)} ${high <= 0 ? 'less' : 'more'}`;
}

function partiesOf({ difference, interval, limits, alerts }: WhatIf, { campaign, company, unit }: WhatIfContext) {
  const { currency } = campaign;
  const refused = limits.find(({ terms }) => terms === 'proposed')?.refused ?? 0;
  const word = (isBetter: boolean, isWorse: boolean) => (isBetter ? 'Better off' : isWorse ? 'Worse off' : 'The same');
  const range = interval?.difference ?? { low: difference, high: difference };
  const isBetter = difference < 0 || (difference === 0 && range.high <= 0 && range.low < 0);
  const isWorse = difference > 0 || (difference === 0 && range.low >= 0 && range.high > 0);
  const more = count(alerts, 'proposed') - count(alerts, 'current');
  return [
    {
      who: company,
      word: word(isBetter, isWorse),
      text: capital(payText(difference, interval?.difference, currency).replace('would pay', 'pays')),
    },
    {
      who: 'People in the program',
      word: word(false, refused > 0),
      text:
        refused > 0
          ? `${quantityText(refused)} ${unitText(unit, refused)} that were taken would have been refused`
          : 'Everything that was taken would have fitted in',
    },
    {
      who: 'Whoever is alerted',
      word: more === 0 ? 'The same' : more < 0 ? 'Calmer' : 'Busier',
      text: more === 0 ? 'As many alerts' : `${plural(Math.abs(more), 'alert')} ${more < 0 ? 'fewer' : 'more'}`,
    },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function count(alerts: readonly AlertRaised[], under: AlertRaised['terms']): number {
  return alerts.filter(({ terms }) => terms === under).length;
}

function linesOf(current: readonly Line[], proposed: readonly Line[], currency: string): ComparedLine[] {
  const names = [...new Set([...current, ...proposed].map(({ description }) => description))];
  return names.map((description) => {
    const own = (lines: readonly Line[]) => lines.filter((line) => line.description === description);
    const sum = (lines: readonly Line[]) => own(lines).reduce((total, { amount }) => total + amount, 0);
    const has = (lines: readonly Line[]) => own(lines).length > 0;
    const isShown = [...own(current), ...own(proposed)].some(({ posted }) => !posted);
    return {
      description,
      current: has(current) ? moneyText(sum(current), currency) : '–',
      proposed: has(proposed) ? moneyText(sum(proposed), currency) : '–',
      difference: signed(sum(proposed) - sum(current), currency),
      remark: isShown ? 'Shown here, charged with the subscription' : null,
    };
  });
}

const THRESHOLDS: readonly Threshold[] = [80, 90, 100, 110];

/** When limits and alerts came, and when they would have. */
function eventsOf({ limits, alerts }: WhatIf, { campaign, unit }: WhatIfContext): ComparedEvent[] {
  const day = (at: Instant | null | undefined) =>
    at === null || at === undefined ? 'Never' : dateText(dateAt(at, campaign.timeZone));
  const raised = (terms: AlertRaised['terms'], threshold: Threshold) => {
    const own = alerts.filter((alert) => alert.terms === terms && alert.threshold === threshold);
    const times = own.length > 1 ? `, ${own.length} times` : '';
    return `${day(own[0]?.at)}${times}`;
  };
  const limit = (terms: AlertRaised['terms']) => limits.find((each) => each.terms === terms);
  const limitText = (terms: AlertRaised['terms']) => {
    const found = limit(terms);
    return found ? `${quantityText(found.limit)} ${unitText(unit, found.limit)}` : '–';
  };
  return [
    ...THRESHOLDS.map((threshold) => ({
      label: `Alert at ${threshold} %`,
      current: raised('current', threshold),
      proposed: raised('proposed', threshold),
    })),
    { label: 'Hard limit', current: limitText('current'), proposed: limitText('proposed') },
    {
      label: 'Full',
      current: day(limit('current')?.reachedAt),
      proposed: day(limit('proposed')?.reachedAt),
    },
  ];
}
