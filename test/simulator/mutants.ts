import type { MemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import type { Commit } from '../../src/core/domain/capacity/account.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import type { AppendOutcome } from '../../src/ports/capacity-log.ts';
import type { SimulatedLog } from './simulate.ts';

/** Logs that break one promise of the port each; a simulator that is worth its time finds every one of them. */
export const MUTANTS: Readonly<Record<string, (log: MemoryCapacityLog) => SimulatedLog>> = {
  'a log in which a key can stand twice': withoutUniqueKeys,
  'a log in which a sequence can stand twice': (log) => appending(log, () => 'appended'),
  'a log that tells commits apart by their last sequence': (log) => {
    const taken = new Set<string>();
    return appending(log, ({ accountId, sequence, entries }) => {
      const last = `${accountId} ${sequence + entries.length - 1}`;
      if (taken.has(last)) return 'stale';
      taken.add(last);
      return 'appended';
    });
  },
  'a log that says of every account that it has not moved': (log) => ({ ...log, moved: async () => new Set() }),
  'a log that says of every lost commit that it stands': (log) => ({ ...log, settle: async () => true }),
  'a log that finds no key': (log) => ({ ...log, byKeys: async () => new Map() }),
  'a log that finds no entry of a subject': (log) => ({ ...log, bySubjects: async () => new Map() }),
};

/** Appends whatever the judge lets through behind the newest entry, whichever sequence it was decided for. */
function appending(log: MemoryCapacityLog, judge: (commit: Commit) => AppendOutcome): SimulatedLog {
  const lengths = new Map<string, number>();
  log.onCommit(({ accountId, entries }) => lengths.set(accountId, (lengths.get(accountId) ?? 0) + entries.length));
  const listening = new Map<(commit: Commit) => void, () => void>();
  let asked: Commit | null = null;
  return {
    ...log,
    async append(commits) {
      const outcomes: AppendOutcome[] = [];
      for (const commit of commits) {
        const judged = judge(commit);
        if (judged !== 'appended') {
          outcomes.push(judged);
          continue;
        }
        asked = commit;
        const sequence = (lengths.get(commit.accountId) ?? 0) + 1;
        outcomes.push(...(await log.append([{ ...commit, sequence }])));
      }
      return outcomes;
    },
    onCommit(listener) {
      const stop = log.onCommit((commit) => listener(asked ?? commit));
      listening.set(listener, stop);
      return stop;
    },
  };
}

/** Keeps a key that stands already under another name, and shows it under its own. */
function withoutUniqueKeys(log: MemoryCapacityLog): SimulatedLog {
  const seen = new Map<string, number>();
  const hide = (accountId: string, entry: Entry): Entry => {
    const times = (seen.get(`${accountId} ${entry.key}`) ?? 0) + 1;
    seen.set(`${accountId} ${entry.key}`, times);
    return times === 1 ? entry : { ...entry, key: `${entry.key}${AGAIN}${times}` };
  };
  const show = (entry: Entry): Entry => ({ ...entry, key: entry.key.split(AGAIN)[0] ?? entry.key });
  const showCommit = (commit: Commit): Commit => ({ ...commit, entries: commit.entries.map(show) });
  return {
    ...log,
    async append(commits) {
      const outcomes: AppendOutcome[] = [];
      for (const commit of commits) {
        const kept = new Map(seen);
        const [outcome = 'unknown'] = await log.append([
          { ...commit, entries: commit.entries.map((entry) => hide(commit.accountId, entry)) },
        ]);
        if (outcome !== 'appended') for (const [key, times] of kept) seen.set(key, times);
        outcomes.push(outcome);
      }
      return outcomes;
    },
    async load(wanted) {
      const loaded = await log.load(wanted);
      return new Map([...loaded].map(([id, part]) => [id, { ...part, commits: part.commits.map(showCommit) }]));
    },
    bySubjects: async (wanted) =>
      new Map([...(await log.bySubjects(wanted))].map(([id, entries]) => [id, entries.map(show)])),
    related: async (accountId, ids) => (await log.related(accountId, ids)).map(show),
    onCommit: (listener) => log.onCommit((commit) => listener(showCommit(commit))),
  };
}

const AGAIN = '#again-';
