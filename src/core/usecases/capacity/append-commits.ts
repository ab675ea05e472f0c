import type { AppendOutcome, CapacityLog } from '../../../ports/capacity-log.ts';
import type { Commit } from '../../domain/capacity/account.ts';

/** `lost`: nobody could tell whether the commit stands; it may, so nothing is concluded from it. */
export type CommitOutcome = Exclude<AppendOutcome, 'unknown'> | 'lost';

const SETTLE_ATTEMPTS = 5;

/** Writes the commits and settles those whose outcome was unknown before anything is concluded from them. Never throws. */
export async function appendCommits(log: CapacityLog, commits: readonly Commit[]): Promise<CommitOutcome[]> {
  if (commits.length === 0) return [];
  const outcomes = await log.append(commits).catch((): AppendOutcome[] => commits.map(() => 'unknown'));
  return Promise.all(
    commits.map((commit, index) => {
      const outcome = outcomes[index] ?? 'unknown';
      return outcome === 'unknown' ? settle(log, commit) : outcome;
    }),
  );
}

/** A commit that does not stand lost its race: what stands in its place, if anything, is read next. */
async function settle(log: CapacityLog, commit: Commit): Promise<CommitOutcome> {
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    const stands = await log.settle(commit).catch(() => null);
    if (stands !== null) return stands ? 'appended' : 'stale';
  }
  return 'lost';
}
