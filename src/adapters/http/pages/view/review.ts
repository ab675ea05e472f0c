import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../../../../core/domain/catalogue/catalogue.ts';
import { countText, moneyText, periodText } from './format.ts';

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
