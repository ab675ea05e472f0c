import type { CampaignFigures } from '../core/domain/campaign/figures.ts';

/** Where the projected capacity of campaigns stands, apart from the campaigns so that it never disturbs their version. */
export interface FiguresStore {
  /** Writes each only over figures of a lower sequence. */
  save(figures: readonly CampaignFigures[]): Promise<void>;
  byCampaigns(campaignIds: readonly string[]): Promise<Map<string, CampaignFigures>>;
  /** The sequence of each account up to which a follower has done its work. */
  progress(follower: string, accountIds: readonly string[]): Promise<Map<string, number>>;
  /** Only ever raises it. */
  saveProgress(follower: string, done: readonly { accountId: string; sequence: number }[]): Promise<void>;
  resumePoint(follower: string): Promise<string | null>;
  saveResumePoint(follower: string, resumeAt: string): Promise<void>;
}
