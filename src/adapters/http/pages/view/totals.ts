import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import type { Unit } from '../../../../core/domain/shared/quantity.ts';
import { moneyText, percentText, plural, quantityText, unitText } from './format.ts';

type Item = { readonly campaign: Campaign; readonly figures: CampaignFigures | null };

/** Totals of what a list shows; units and currencies are never mixed. */
export function totalsOf(items: readonly Item[]): {
  readonly count: string;
  readonly used: readonly string[];
  readonly budgets: readonly string[];
} {
  const used = new Map<Unit, { consumed: number; capacity: number }>();
  const budgets = new Map<string, number>();
  for (const { campaign, figures } of items) {
    if (figures && figures.capacity > 0) {
      const sum = used.get(figures.unit) ?? { consumed: 0, capacity: 0 };
      used.set(figures.unit, { consumed: sum.consumed + figures.consumed, capacity: sum.capacity + figures.capacity });
    }
    if (campaign.budgetAllocated !== null) {
      budgets.set(campaign.currency, (budgets.get(campaign.currency) ?? 0) + campaign.budgetAllocated);
    }
  }
  return {
    count: plural(items.length, 'campaign'),
    used: [...used].map(([unit, { consumed, capacity }]) => {
      const share = percentText(consumed, capacity);
      return `${quantityText(consumed)} of ${quantityText(capacity)} ${unitText(unit, capacity)} (${share})`;
    }),
    budgets: [...budgets].map(([currency, minor]) => moneyText(minor, currency)),
  };
}
