import type { FiguresStore } from '../../ports/figures-store.ts';
import { stored, type Tables } from './tables.ts';

export function createMemoryFigures(tables: Tables): FiguresStore {
  const progress = new Map<string, number>();
  const resumePoints = new Map<string, string>();
  const keyOf = (follower: string, accountId: string) => JSON.stringify([follower, accountId]);

  return {
    async save(figures) {
      for (const one of figures) {
        const before = tables.figures.get(one.campaignId);
        if (!before || before.sequence < one.sequence) tables.figures.set(one.campaignId, stored(one));
      }
    },
    async byCampaigns(campaignIds) {
      return new Map(
        campaignIds.flatMap((id) => {
          const found = tables.figures.get(id);
          return found ? [[id, found]] : [];
        }),
      );
    },
    async progress(follower, accountIds) {
      return new Map(
        accountIds.flatMap((id) => {
          const sequence = progress.get(keyOf(follower, id));
          return sequence === undefined ? [] : [[id, sequence]];
        }),
      );
    },
    async saveProgress(follower, done) {
      for (const { accountId, sequence } of done) {
        const key = keyOf(follower, accountId);
        progress.set(key, Math.max(sequence, progress.get(key) ?? 0));
      }
    },
    resumePoint: async (follower) => resumePoints.get(follower) ?? null,
    async saveResumePoint(follower, resumeAt) {
      resumePoints.set(follower, resumeAt);
    },
  };
}
