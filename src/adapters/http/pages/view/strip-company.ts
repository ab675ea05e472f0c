import type { CampaignFigures } from '../../../../core/domain/campaign/figures.ts';
import { type Quantity, SCALE } from '../../../../core/domain/shared/quantity.ts';
import { moneyText, percentText, plural, quantityText, unitText } from './format.ts';
import type { Item, Strip, StripFigure } from './strip.ts';

/** What the company has, uses and has left, per unit and currency. */
export function companyStrip(
  items: readonly Item[],
  given: { readonly sessions: number; readonly hours: Quantity },
): Strip {
  const running = items.filter(({ campaign }) => campaign.status === 'active' || campaign.status === 'recruiting');
  const sums = new Map<string, { unit: CampaignFigures['unit']; consumed: number; capacity: number }>();
  const money = new Map<string, { allocated: number; spent: number }>();
  for (const { campaign, figures } of items) {
    if (figures) {
      const sum = sums.get(figures.unit) ?? { unit: figures.unit, consumed: 0, capacity: 0 };
      sums.set(figures.unit, {
        ...sum,
        consumed: sum.consumed + figures.consumed,
        capacity: sum.capacity + figures.capacity,
      });
    }
    const sum = money.get(campaign.currency) ?? { allocated: 0, spent: 0 };
    const allocated = sum.allocated + (campaign.budgetAllocated ?? 0);
    money.set(campaign.currency, { allocated, spent: sum.spent + campaign.budgetSpent });
  }
  const figures: StripFigure[] = [
    { label: 'Campaigns running', value: String(running.length), note: `of ${items.length} in all` },
    ...[...sums.values()].map(({ unit, consumed, capacity }) => ({
      label: `${unitText(unit, 2 * SCALE).replace(/^./, (letter) => letter.toUpperCase())} used`,
      value: quantityText(consumed),
      note: `of ${quantityText(capacity)} (${percentText(consumed, capacity) ?? '–'}), ${quantityText(Math.max(0, capacity - consumed))} left`,
    })),
    ...(given.sessions > 0 || given.hours > 0
      ? [{ label: 'Hours given', value: quantityText(given.hours), note: `in ${plural(given.sessions, 'session')}` }]
      : []),
    ...[...money]
      .filter(([, { allocated }]) => allocated > 0)
      .map(([currency, { allocated, spent }]) => ({
        label: `Budget, ${currency}`,
        value: moneyText(allocated, currency),
        note: `${moneyText(spent, currency)} spent, ${moneyText(allocated - spent, currency)} left`,
      })),
  ];
  return { title: 'What you have and what is left', lead: 'Over all of your campaigns', cards: [], figures };
}
