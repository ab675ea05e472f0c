import type { FiguresStore } from '../../../ports/figures-store.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { ratio } from '../../domain/shared/quantity.ts';

/**
 * The projected utilization of an alert's campaign as a ratio of 4 decimals, a moment behind its ledger; null where it is not known,
 * or not what the alert is about.
 */
export async function currentUtilization(
  figures: FiguresStore,
  alert: Pick<Alert, 'kind' | 'campaignId'> | null,
): Promise<number | null> {
  if (alert?.kind !== 'capacity') return null;
  const { campaignId } = alert;
  const found = (await figures.byCampaigns([campaignId])).get(campaignId);
  return found ? ratio(found.consumed, found.capacity) : null;
}
