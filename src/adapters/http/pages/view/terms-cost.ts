import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { Issue } from '../../../../core/domain/shared/errors.ts';
import type { Proration } from '../../../../core/domain/terms/preview-cost.ts';
import type { DryRun } from '../../../../core/usecases/terms/dry-run-terms.ts';
import { dateText, moneyText, percentText } from './format.ts';

/** What the terms cost against the budget, what a change does to the rest of the period, and what is worth a second look, in words. */
export interface TermsCost {
  readonly value: string;
  readonly note: string;
  readonly over: boolean;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** Null where nothing in force changes. */
  readonly change: ChangeView | null;
  /** Whether these are the terms that stand already. */
  readonly same: boolean;
}

export interface ChangeView {
  readonly finding: string;
  readonly period: string;
  readonly present: string;
  readonly proposed: string;
  readonly difference: string;
}

export const NOT_TYPED: DryRun = { valid: false, cost: null, warnings: [], errors: [], proration: null };

/** @param errors what is wrong, in words */
export function termsCost(campaign: Campaign, dry: DryRun, errors: readonly Issue[]): TermsCost {
  const { budgetAllocated: budget, currency } = campaign;
  const rest = {
    warnings: dry.warnings.filter(({ code }) => code !== 'COST_ABOVE_BUDGET').map(({ message }) => message),
    errors: errors.map(({ message }) => message),
    change: changeView(campaign, dry.proration),
    same: dry.valid && dry.proration === null && campaign.status !== 'draft',
  };
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

function changeView({ currency, endDate }: Campaign, proration: Proration | null): ChangeView | null {
  if (!proration || !endDate) return null;
  const { present, proposed, difference, effectiveFrom } = proration;
  const money = (amount: number) => moneyText(amount, currency);
  return {
    finding:
      difference === 0
        ? 'The rest of the period costs the same'
        : `The rest of the period costs ${money(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'}`,
    period: `${dateText(effectiveFrom)} to ${dateText(endDate)}, as committed`,
    present: money(present),
    proposed: money(proposed),
    difference: `${difference > 0 ? '+' : ''}${money(difference)}`,
  };
}
