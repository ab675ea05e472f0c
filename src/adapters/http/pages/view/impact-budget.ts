import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { Burn } from '../../../../core/domain/metrics/burn.ts';
import { addDays, DAY, dateAt, type Instant, startOfDay } from '../../../../core/domain/shared/time.ts';
import type { SpendingLine } from '../../../../core/usecases/spending/list-spending.ts';
import { dateText, instantText, moneyText, percentText } from './format.ts';
import type { ChartView } from './impact-series.ts';
import { type LineInput, type LinePoint, lineCharts } from './line-chart.ts';

const STATUS_WORDS = { under_plan: 'under plan', on_plan: 'on plan', over_plan: 'over plan' } as const;
const MOST_ROWS = 60;

/** What was spent against what was planned, and until when the rest lasts at this pace. */
export function budgetChart(
  campaign: Campaign,
  burn: Burn,
  spending: readonly SpendingLine[],
  now: Instant,
): ChartView | null {
  const { startDate, endDate, timeZone, currency, budgetAllocated, budgetSpent } = campaign;
  if (startDate === null || endDate === null) return null;
  const [start, end] = [startOfDay(startDate, timeZone), startOfDay(addDays(endDate, 1), timeZone)];
  const entries = spending.map(({ spending: entry }) => entry).toSorted((a, b) => a.recordedAt - b.recordedAt);
  const first = Math.min(start, entries[0]?.recordedAt ?? start);
  const until = Math.min(now, Math.max(end, entries.at(-1)?.recordedAt ?? end));
  const spent: LinePoint[] = [
    { at: first, value: (entries[0]?.spentAfter ?? 0) - (entries[0]?.amount ?? 0) },
    ...entries.map(({ recordedAt, spentAfter }) => ({ at: recordedAt, value: spentAfter })),
    { at: Math.max(until, first), value: budgetSpent },
  ];
  const plan: LineInput[] =
    budgetAllocated === null
      ? []
      : [
          {
            tone: 'plan',
            points: [
              { at: start, value: 0 },
              { at: end, value: budgetAllocated },
            ],
          },
        ];
  const charts = lineCharts({
    lines: [{ tone: 'series', points: spent, step: true }, ...plan, ...aheadOf(burn, budgetSpent, now, start, end)],
    from: first,
    to: Math.max(end, until),
    now: now >= first && now <= end ? now : null,
    timeZone,
    levels: budgetAllocated === null ? [] : [{ value: budgetAllocated, tone: 't100', label: 'Budget' }],
    yTitle: '',
    yText: (value) => moneyText(Math.round(value), currency),
  });
  return {
    finding: findingOf(campaign, burn, now),
    ...charts,
    rows: entries
      .toReversed()
      .slice(0, MOST_ROWS)
      .map(({ recordedAt, spentAfter }) => ({
        when: instantText(recordedAt, timeZone),
        datetime: new Date(recordedAt).toISOString(),
        value: moneyText(spentAfter, currency),
      })),
  };
}

/** From today on at the pace so far, to the end or to where the picture ends. */
function aheadOf(burn: Burn, spent: number, now: Instant, start: Instant, end: Instant): LineInput[] {
  const { burnPerDay } = burn;
  if (!burnPerDay || now >= end || now < start) return [];
  const days = (end - now) / DAY;
  return [
    {
      tone: 'forecast',
      points: [
        { at: now, value: spent },
        { at: end, value: spent + burnPerDay * days },
      ],
    },
  ];
}

function findingOf(campaign: Campaign, burn: Burn, now: Instant): string {
  const { budgetAllocated, budgetSpent, currency, endDate, timeZone } = campaign;
  const spent = moneyText(budgetSpent, currency);
  if (budgetAllocated === null) return `${spent} spent, with no budget set`;
  const share = percentText(budgetSpent, budgetAllocated) ?? '0 %';
  const plan = burn.status ? `, ${STATUS_WORDS[burn.status]}` : '';
  const over = budgetSpent - budgetAllocated;
  if (over > 0) return `${share} of the budget spent: ${moneyText(over, currency)} more than there was`;
  const isOver = endDate !== null && dateAt(now, timeZone) > endDate;
  if (isOver) return `${share} of the budget spent, ${moneyText(-over, currency)} left at the end`;
  if (burn.depletedOn === null || endDate === null) return `${share} of the budget spent${plan}`;
  return burn.depletedOn > endDate
    ? `${share} of the budget spent${plan}: it lasts to the end`
    : `${share} of the budget spent${plan}: it lasts to ${dateText(burn.depletedOn)}`;
}
