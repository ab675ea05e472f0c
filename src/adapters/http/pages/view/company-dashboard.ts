import type { OverviewRow } from '../../../../core/domain/metrics/company-overview.ts';
import { formatMoney } from '../../../../core/domain/shared/money.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { CompanyDashboard } from '../../../../core/usecases/metrics/get-company-dashboard.ts';
import { countText, moneyText, percentText, plural, quantityText } from './format.ts';
import { figureNote, type KpiCard, type OutcomeBar, outcomeBar, outcomesFinding } from './impact-page.ts';
import { type Chip, statusChip } from './words.ts';

export interface CompanyRow {
  readonly href: string;
  readonly name: string;
  readonly status: Chip;
  readonly served: string;
  readonly hours: string;
  readonly sroi: string;
  readonly sroiNote: string;
  readonly spent: string;
  readonly budget: string;
  /** How much of the track is filled and where its budget ends, against the dearest campaign of the currency. */
  readonly done: string;
  readonly mark: string | null;
  readonly aria: string;
  readonly costPerLearner: string;
  readonly remark: string | null;
}

export interface CompanyView {
  readonly title: string;
  readonly finding: string;
  readonly cards: readonly KpiCard[];
  readonly attention: readonly string[];
  readonly rows: readonly CompanyRow[];
  readonly spendingFinding: string;
  readonly outcomes: { readonly bars: readonly OutcomeBar[]; readonly finding: string };
}

export function companyView(dashboard: CompanyDashboard): CompanyView {
  const { company, people, rows, counts } = dashboard;
  const spent = dashboard.money.map(({ currency, spent: amount }) => moneyText(amount, currency)).join(' and ');
  const bars = dashboard.outcomes.map(({ dimension, score }) => outcomeBar(dimension, score, ''));
  const sorted = bars.toSorted((a, b) => Number(b.score) - Number(a.score) || 0);
  return {
    title: company.name,
    finding:
      rows.length === 0
        ? 'There is no campaign yet'
        : `${spent || 'Nothing'} spent: ${plural(people.beneficiariesServed, 'beneficiary', 'beneficiaries')} and ${plural(people.volunteersServed, 'volunteer')} served, ${quantityText(people.hours)} hours given`,
    cards: cardsOf(dashboard),
    attention: [
      counts.over + counts.at > 0 ? `${plural(counts.over + counts.at, 'campaign')} full or over` : '',
      counts.near > 0 ? `${plural(counts.near, 'campaign')} near the limit` : '',
      counts.budgetWarning > 0 ? `${plural(counts.budgetWarning, 'budget')} spent to 90 % or more` : '',
      counts.lowPerformance > 0 ? `${plural(counts.lowPerformance, 'campaign')} below an SROI of 2.0` : '',
    ].filter(Boolean),
    rows: rowsOf(rows),
    spendingFinding: spendingFinding(rows),
    outcomes: { bars: sorted, finding: outcomesFinding(sorted) },
  };
}

function cardsOf({ money, people, sroi, vis, counts }: CompanyDashboard): KpiCard[] {
  const plain = (label: string, value: string, note: string, title: string | null = null): KpiCard => ({
    label,
    title,
    value,
    of: '',
    trend: null,
    note,
  });
  const score = (value: number | null) => (value === null ? '–' : countText(Math.round(value * 100) / 100));
  return [
    ...money.map(({ currency, allocated, spent }) =>
      plain(
        money.length > 1 ? `Spent, ${currency}` : 'Spent',
        moneyText(spent, currency),
        allocated === 0
          ? 'No budget set'
          : `of ${moneyText(allocated, currency)} (${percentText(spent, allocated) ?? '–'}), ${moneyText(Math.max(0, allocated - spent), currency)} left`,
      ),
    ),
    plain(
      'Beneficiaries served',
      countText(people.beneficiariesServed),
      `${countText(people.beneficiaries)} in it now`,
    ),
    plain('Volunteers served', countText(people.volunteersServed), `${countText(people.volunteers)} in it now`),
    plain('Hours', quantityText(people.hours), `in ${plural(people.sessions, 'session')}`),
    plain('SROI', score(sroi.value), figureNote(sroi), 'Social return on investment, weighted by beneficiaries'),
    plain('VIS', score(vis.value), figureNote(vis), 'Volunteer impact score, weighted by volunteers'),
    ...money
      .filter(({ costPerLearner }) => costPerLearner !== null)
      .map(({ currency, costPerLearner, costPerHour }) =>
        plain(
          money.length > 1 ? `Cost per learner, ${currency}` : 'Cost per learner',
          moneyText(costPerLearner ?? 0, currency),
          costPerHour === null ? 'No hours yet' : `${moneyText(costPerHour, currency)} for an hour`,
        ),
      ),
    plain('Campaigns running', countText(counts.running), `of ${countText(counts.campaigns)} in all`),
  ];
}

/** The dearest first; bars are only comparable within one currency. */
function rowsOf(rows: readonly OverviewRow[]): CompanyRow[] {
  const most = new Map<string, number>();
  for (const {
    campaign: { currency, budgetAllocated, budgetSpent },
  } of rows)
    most.set(currency, Math.max(most.get(currency) ?? 0, budgetAllocated ?? 0, budgetSpent));
  return rows.toSorted((a, b) => b.campaign.budgetSpent - a.campaign.budgetSpent).map((row) => rowOf(row, most));
}

function rowOf(
  { campaign, metrics, sroi, performance, flags }: OverviewRow,
  most: ReadonlyMap<string, number>,
): CompanyRow {
  const { currency, budgetAllocated, budgetSpent } = campaign;
  const end = most.get(currency) || 1;
  const at = (amount: number) => `${((amount / end) * 100).toFixed(1)}%`;
  const budget = budgetAllocated === null ? 'no budget' : `of ${moneyText(budgetAllocated, currency)}`;
  const spent = moneyText(budgetSpent, currency);
  return {
    href: `/campaigns/${campaign.id}/impact`,
    name: campaign.name,
    status: statusChip(campaign.status),
    served: countText(metrics.beneficiariesServed),
    hours: quantityText(metrics.hours),
    sroi: sroi.value === null ? '–' : countText(Math.round(sroi.value * 100) / 100),
    sroiNote: figureNote(sroi),
    spent,
    budget,
    done: at(budgetSpent),
    mark: budgetAllocated === null ? null : at(budgetAllocated),
    aria: `${campaign.name}: ${spent} spent, ${budget}`,
    costPerLearner: performance.costPerLearner === null ? '–' : moneyText(performance.costPerLearner, currency),
    remark: remarkOf(flags, budgetAllocated !== null && budgetSpent > budgetAllocated),
  };
}

function remarkOf(flags: OverviewRow['flags'], isOver: boolean): string | null {
  if (flags.lowPerformance) return 'SROI below 2.0';
  if (isOver) return 'More spent than budgeted';
  return flags.budgetWarning ? 'At least 90 % of the budget spent' : null;
}

function spendingFinding(rows: readonly OverviewRow[]): string {
  const spent = rows.filter(({ campaign }) => campaign.budgetSpent > 0);
  const currencies = new Set(spent.map(({ campaign }) => campaign.currency));
  const dearest = spent.toSorted((a, b) => b.campaign.budgetSpent - a.campaign.budgetSpent)[0];
  if (!dearest) return 'Nothing has been spent yet';
  if (currencies.size > 1) return 'Where the money went';
  const total = spent.reduce((sum, { campaign }) => sum + campaign.budgetSpent, 0);
  return `${percentText(dearest.campaign.budgetSpent, total) ?? 'All'} of what was spent went into ${dearest.campaign.name}`;
}

export const COMPANY_COLUMNS = [
  'id',
  'name',
  'state',
  'startDate',
  'endDate',
  'model',
  'volunteersServed',
  'beneficiariesServed',
  'sessions',
  'hours',
  'sroi',
  'vis',
  'currency',
  'budgetAllocated',
  'budgetSpent',
  'costPerLearner',
  'costPerHour',
] as const;

/** A campaign of the company as a line of a table. */
export function companyCells({ campaign, metrics, sroi, vis, performance }: OverviewRow): (string | number | null)[] {
  const { currency } = campaign;
  const money = (amount: number | null) => (amount === null ? null : formatMoney(amount, currency));
  return [
    campaign.id,
    campaign.name,
    campaign.status,
    campaign.startDate,
    campaign.endDate,
    campaign.terms?.model ?? null,
    metrics.volunteersServed,
    metrics.beneficiariesServed,
    metrics.sessions,
    toUnits(metrics.hours),
    sroi.value,
    vis.value,
    currency,
    money(campaign.budgetAllocated),
    money(campaign.budgetSpent),
    money(performance.costPerLearner),
    money(performance.costPerHour),
  ];
}
