import { isNews } from '../../domain/alerting/margin.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { REARM_MARGIN, type Threshold } from '../../domain/capacity/thresholds.ts';
import type { Core } from '../core.ts';

const PAGE = 500;

/**
 * Whether utilization was the margin below the threshold since it was crossed before, or never crossed it; read back page by
 * page, and only where the margin is wider than the one by which the account itself arms.
 */
export async function crossesAsNews(
  { capacityLog }: Pick<Core, 'capacityLog'>,
  accountId: string,
  crossing: Entry,
  threshold: Threshold,
  margin: number,
): Promise<boolean> {
  if (margin <= REARM_MARGIN) return true;
  for (let before = crossing.sequence; ; ) {
    const page = await capacityLog.page({ accountId, campaignId: crossing.campaignId, before, limit: PAGE });
    const answer = isNews(page, threshold, margin);
    if (answer !== undefined) return answer;
    const oldest = page.at(-1);
    if (!oldest || page.length < PAGE) return true;
    before = oldest.sequence;
  }
}
