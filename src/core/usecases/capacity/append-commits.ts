import type { AppendOutcome, CapacityLog } from '../../../ports/capacity-log.ts';
import type { Commit } from '../../domain/capacity/account.ts';

/** `lost`: nobody could tell whether the commit stands; it may, so nothing is concluded from it. */
export type CommitOutcome = Exclude<AppendOutcome, 'unknown'> | 'lost';

const SETTLE_ATTEMPTS = 5;

export interface AppendTools {
  readonly log: CapacityLog;
  /** Hears of every failure; the callers are told only what it means to them. */
  report(error: unknown): void;
  /** Whether the process is about to end: then one attempt has to do. */
  stopping(): boolean;
}

/** Writes the commits and settles those whose outcome was unknown before anything is concluded from them. Never throws. */
export async function appendCommits(tools: AppendTools, commits: readonly Commit[]): Promise<CommitOutcome[]> {
  if (commits.length === 0) return [];
  const outcomes = await tools.log.append(commits).catch((error: unknown): AppendOutcome[] => {
    tools.report(error);
    return commits.map(() => 'unknown');
  });
  return Promise.all(
    commits.map((commit, index) => {
      const outcome = outcomes[index] ?? 'unknown';
      return outcome === 'unknown' ? settle(tools, commit) : outcome;
    }),
  );
}

/** A commit that does not stand lost its race: what stands in its place, if anything, is read next. */
async function settle(tools: AppendTools, commit: Commit): Promise<CommitOutcome> {
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    try {
      return (await tools.log.settle(commit)) ? 'appended' : 'stale';
    } catch (error) {
      tools.report(error);
      if (tools.stopping()) break;
    }
  }
  return 'lost';
}
