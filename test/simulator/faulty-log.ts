import type { Commit } from '../../src/core/domain/capacity/account.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import type { AppendOutcome, CapacityLog, LoadedAccount } from '../../src/ports/capacity-log.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** The line between one process and the log. */
export interface Line {
  readonly name: string;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  faults(): Faults;
  /** Hears of a commit that the log could not take at all: one that leaves a gap before it. */
  broken(error: unknown): void;
  /** False from the moment the process is dead: what is under way may still arrive, but nobody hears an answer. */
  alive(): boolean;
}

/**
 * The log as a process sees it over a bad line: each call waits on its way there and back, is lost on the way, or does its work without
 * an answer. What the port promises holds: appends are all or nothing for each commit; `settle`, `moved` and lookups see everything that
 * stood when they were called, though lookups may find one part later than another; `load` may be old, and may come in parts.
 */
export function createFaultyLog(log: CapacityLog, line: Line): CapacityLog {
  const { chance, scheduler, faults } = line;
  const wait = (what: string) => scheduler.turn(`${line.name} ${what}`);

  async function back<T>(what: string, result: T): Promise<T> {
    await wait(`${what} answered`);
    return line.alive() ? result : never();
  }

  async function call<T>(what: string, work: () => Promise<T>): Promise<T> {
    await wait(`${what} sent`);
    if (!line.alive()) return never();
    if (chance.happens(faults().refused)) {
      await back(what, null);
      throw new Error(`${what} failed`);
    }
    return back(what, await work());
  }

  async function appendOne(commit: Commit): Promise<AppendOutcome> {
    const what = `append ${commit.accountId} ${commit.sequence}`;
    await wait(`${what} sent`);
    const { refused, unanswered, late } = faults();
    if (chance.happens(line.alive() ? refused : 0.5)) return 'unknown';
    if (chance.happens(late)) {
      void appendLater(commit, what);
      return 'unknown';
    }
    const outcome = await apply(commit);
    return chance.happens(unanswered) ? 'unknown' : outcome;
  }

  async function appendLater(commit: Commit, what: string): Promise<void> {
    for (let turns = chance.integer(1, 12); turns > 0; turns -= 1) await wait(`${what} delayed`);
    await apply(commit);
  }

  async function apply(commit: Commit): Promise<AppendOutcome> {
    try {
      const [outcome = 'unknown'] = await log.append([commit]);
      return outcome;
    } catch (error) {
      line.broken(error);
      return 'unknown';
    }
  }

  return {
    ...log,
    async append(commits) {
      const outcomes = await Promise.all(commits.map(appendOne));
      const broken = outcomes.includes('unknown') && chance.happens(0.5);
      await back('append', null);
      if (broken) throw new Error('The connection broke');
      return outcomes;
    },
    settle: (commit) => call('settle', () => log.settle(commit)),
    moved: (heads) => call('moved', () => log.moved(heads)),
    load: (wanted) =>
      call('load', async () => {
        const loaded = await log.load(wanted);
        return new Map([...loaded].map(([id, account]) => [id, inPart(account, chance, faults())]));
      }),
    byKeys: (accountId, keys) => call('byKeys', () => log.byKeys(accountId, keys)),
    bySubjects: (wanted) =>
      call('bySubjects', async () => {
        const first = await log.bySubjects(wanted);
        if (!chance.happens(faults().torn)) return first;
        await wait('bySubjects reads on');
        const later = await log.bySubjects(wanted);
        const early = new Set(wanted.flatMap(({ subjects }) => subjects).filter(() => chance.happens(0.5)));
        const isEarly = ({ subject }: Entry) => early.has(subject ?? '');
        return new Map([...later].map(([id, entries]) => [id, mix(first.get(id) ?? [], entries, isEarly)]));
      }),
    related: (accountId, ids) =>
      call('related', async () => {
        const first = await log.related(accountId, ids);
        if (!chance.happens(faults().torn)) return first;
        await wait('related reads on');
        const isNamed = ({ id }: Entry) => ids.includes(id);
        const isEarly = chance.happens(0.5) ? isNamed : (entry: Entry) => !isNamed(entry);
        return mix(first, await log.related(accountId, ids), isEarly);
      }),
    saveCheckpoint: (account) => call('saveCheckpoint', () => log.saveCheckpoint(account)),
  };
}

/** A lookup that found some of what it looks for earlier than the rest. */
function mix(first: readonly Entry[], later: readonly Entry[], isEarly: (entry: Entry) => boolean): Entry[] {
  const found = [...first.filter(isEarly), ...later.filter((entry) => !isEarly(entry))];
  return found.sort((a, b) => a.sequence - b.sequence);
}

function inPart(account: LoadedAccount, chance: Chance, { stale, parts }: Faults): LoadedAccount {
  const { commits } = account;
  if (commits.length > 1 && chance.happens(parts)) {
    return { ...account, commits: commits.slice(0, chance.integer(1, commits.length - 1)), more: true };
  }
  if (commits.length > 0 && chance.happens(stale)) {
    return { ...account, commits: commits.slice(0, Math.max(0, commits.length - chance.integer(1, 3))) };
  }
  return account;
}

function never(): Promise<never> {
  return new Promise(() => {});
}
