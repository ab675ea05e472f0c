import type { ServedCount } from '../../core/domain/metrics/people-served.ts';
import type { ServedCounts } from '../../ports/served-counts.ts';

export function createMemoryServedCounts(): ServedCounts {
  const counts = new Map<string, ServedCount>();
  return {
    byCampaigns: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const count = counts.get(id);
          return count ? [[id, count] as const] : [];
        }),
      ),
    async save(count) {
      if ((counts.get(count.campaignId)?.sequence ?? -1) < count.sequence) counts.set(count.campaignId, { ...count });
    },
  };
}
