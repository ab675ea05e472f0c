import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../../../../core/domain/catalogue/catalogue.ts';
import type { Issue } from '../../../../core/domain/shared/errors.ts';
import { countText, moneyText, percentText, periodText } from './format.ts';

/** What the terms cost against the budget, with everything that is worth a second look in words. */
export interface TermsCost {
  readonly value: string;
  readonly note: string;
  readonly over: boolean;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

export function termsCost(
  campaign: Campaign,
  dry: { readonly cost: number | null; readonly warnings: readonly Issue[] },
  errors: readonly Issue[],
): TermsCost {
  const { budgetAllocated: budget, currency } = campaign;
  const warnings = dry.warnings.map(({ message }) => message);
  const rest = { warnings, errors: errors.map(({ message }) => message) };
  if (dry.cost === null) {
    const note =
      campaign.startDate && campaign.endDate ? 'Shown once the terms are complete' : 'Needs the first and last day too';
    return { value: '–', note, over: false, ...rest };
  }
  const value = moneyText(dry.cost, currency);
  if (budget === null) return { value, note: 'No budget to compare with', over: false, ...rest };
  const over = dry.cost > budget;
  const share = percentText(dry.cost, budget) ?? '–';
  const left = moneyText(Math.abs(budget - dry.cost), currency);
  return {
    value,
    note: `${share} of the budget of ${moneyText(budget, currency)}, ${left} ${over ? 'too much' : 'left'}`,
    over,
    ...rest,
  };
}

export interface ReviewLine {
  readonly label: string;
  readonly value: string;
  readonly missing: boolean;
  readonly href: string;
}

/** The whole draft at a glance; what is missing leads to its step. */
export function reviewOf(
  campaign: Campaign,
  template: ProgramTemplate | null,
  group: BeneficiaryGroup | null,
): ReviewLine[] {
  const { startDate, endDate, targetVolunteers, targetBeneficiaries, budgetAllocated, currency } = campaign;
  const line = (label: string, value: string | null, step: string): ReviewLine => ({
    label,
    value: value ?? 'Missing',
    missing: value === null,
    href: `/campaigns/${campaign.id}/setup/${step}`,
  });
  return [
    line('Name', campaign.name, 'basics'),
    line('Template', template?.name ?? null, 'template'),
    line('Group', group?.name ?? null, 'group'),
    line('Period', startDate && endDate ? periodText(startDate, endDate) : null, 'dates'),
    line('Volunteers', targetVolunteers === null ? null : countText(targetVolunteers), 'dates'),
    line('Beneficiaries', targetBeneficiaries === null ? null : countText(targetBeneficiaries), 'dates'),
    line('Budget', budgetAllocated === null ? null : moneyText(budgetAllocated, currency), 'dates'),
  ];
}
