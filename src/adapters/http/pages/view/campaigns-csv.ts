import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import { formatMoney } from '../../../../core/domain/shared/money.ts';
import { ratio, toUnits } from '../../../../core/domain/shared/quantity.ts';

const COLUMNS = [
  'id',
  'name',
  'company',
  'state',
  'startDate',
  'endDate',
  'quarter',
  'model',
  'unit',
  'capacity',
  'consumed',
  'held',
  'hardLimit',
  'utilization',
  'currency',
  'budgetAllocated',
  'budgetSpent',
];

/** The list as CSV (RFC 4180, CRLF); text that a spreadsheet would run as a formula is neutralised. */
export function campaignsCsv(
  items: readonly { readonly campaign: Campaign; readonly figures: CampaignFigures | null }[],
  names: ReadonlyMap<string, string>,
): string {
  const rows = items.map(({ campaign, figures }) => [
    campaign.id,
    campaign.name,
    names.get(campaign.companyId) ?? campaign.companyId,
    campaign.status,
    campaign.startDate,
    campaign.endDate,
    campaign.quarter,
    campaign.terms?.model ?? null,
    figures?.unit ?? null,
    figures && toUnits(figures.capacity),
    figures && toUnits(figures.consumed),
    figures && toUnits(figures.held),
    figures && toUnits(figures.hardLimit),
    figures && ratio(figures.consumed, figures.capacity),
    campaign.currency,
    campaign.budgetAllocated === null ? null : formatMoney(campaign.budgetAllocated, campaign.currency),
    formatMoney(campaign.budgetSpent, campaign.currency),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
