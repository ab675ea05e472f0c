import type { FiguresStore } from '../../../ports/figures-store.ts';
import { ratio } from '../../domain/shared/quantity.ts';

/** The campaign's projected utilization as a ratio of 4 decimals, a moment behind its ledger; null where it is not known. */
export async function currentUtilization(figures: FiguresStore, campaignId: string): Promise<number | null> {
  const found = (await figures.byCampaigns([campaignId])).get(campaignId);
  return found ? ratio(found.consumed, found.capacity) : null;
}
