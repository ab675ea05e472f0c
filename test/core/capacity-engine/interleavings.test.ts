import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import { applyEntry, foldEntries } from '../../../src/core/domain/capacity/apply.ts';
import type { Command } from '../../../src/core/domain/capacity/command.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import type { CapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import type { Answer } from '../../../src/core/usecases/capacity/request-queue.ts';
import type { CapacityLog } from '../../../src/ports/capacity-log.ts';
import { createManualClock, type ManualClock } from '../../support/clock.ts';
import { CAMPAIGN, consume, hold, release } from './commands.ts';
import { engineOn, entriesOf, openCampaign, START } from './world.ts';

interface Call {
  readonly command: Command;
  /** How many entries the log had when the call was made and when it was answered. */
  readonly from: number;
  readonly to: number;
  readonly answer: Answer | null;
  readonly code: string | null;
}

type Fault = 'none' | 'lost' | 'stands' | 'late';

const CAPACITY = 4;

const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ key: fc.nat(40), subject: fc.nat(7), quantity: fc.constant(1) }).map(take) },
  {
    weight: 2,
    arbitrary: fc
      .record({ key: fc.nat(40), subject: fc.nat(7) })
      .map(({ key, subject }) => release(`s${subject}`, `r${key}`)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ key: fc.nat(4), subject: fc.nat(6) })
      .map(({ key, subject }) => hold(`h${key}`, 1_000, `s${subject}`)),
  },
);
const step = fc.record({ command, engine: fc.nat(1), pause: fc.constantFrom(0, 0, 1, 3, 30), tick: fc.boolean() });
const faults = fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'lost', 'stands', 'late'), {
  maxLength: 30,
  size: 'max',
});

function take({ key, subject }: { key: number; subject: number }): Command {
  return consume({ key: `k${key}`, subject: `s${subject}` });
}

/** A log whose every answer comes when the scheduler says, and whose appends sometimes do not tell what became of them. */
function scheduledLog(log: MemoryCapacityLog, scheduler: fc.Scheduler, ends: Fault[]): CapacityLog {
  const delayed = <A extends unknown[], T>(name: string, work: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      await scheduler.schedule(Promise.resolve(), `${name} sent`);
      const result = await work(...args);
      await scheduler.schedule(Promise.resolve(), `${name} answered`);
      return result;
    };
  };
  return {
    ...log,
    append: delayed('append', async (commits) => {
      const fault = ends.shift() ?? 'none';
      if (fault === 'none') return log.append(commits);
      if (fault === 'stands') await log.append(commits);
      if (fault === 'late')
        void scheduler.schedule(Promise.resolve(), 'late append').then(() => log.append(commits).catch(() => {}));
      return commits.map(() => 'unknown' as const);
    }),
    settle: delayed('settle', log.settle),
    moved: delayed('moved', log.moved),
    load: delayed('load', log.load),
    byKeys: delayed('byKeys', log.byKeys),
    bySubjects: delayed('bySubjects', log.bySubjects),
  };
}

async function call(log: MemoryCapacityLog, engine: CapacityAccounts, asked: Command): Promise<Call> {
  const from = entriesOf(log).length;
  const ended = await engine.submit(CAMPAIGN, asked).then(
    (answer) => ({ answer, code: null }),
    (error: { code?: string }) => ({ answer: null, code: error.code ?? String(error) }),
  );
  return { command: asked, from, to: entriesOf(log).length, ...ended };
}

async function run(
  scheduler: fc.Scheduler,
  steps: readonly { command: Command; engine: number; pause: number; tick: boolean }[],
  ends: readonly Fault[],
): Promise<{ log: MemoryCapacityLog; calls: Call[]; clock: ManualClock }> {
  const log = await openCampaign({ unit: 'seat', capacity: CAPACITY, overage: 0 });
  const clock = createManualClock(START);
  const scheduled = scheduledLog(log, scheduler, [...ends]);
  const engines = ['1', '2'].map((process) =>
    engineOn(scheduled, { process, clock, memory: { accounts: 2, keys: 3, subjects: 2 } }),
  );
  const calls: Promise<Call>[] = [];
  for (const { command: asked, engine, pause, tick } of steps) {
    const process = engines[engine];
    if (process) calls.push(call(log, process, asked));
    for (let waited = 0; waited < pause; waited += 1) {
      await turn();
      if (scheduler.count() > 0) await scheduler.waitOne();
    }
    if (tick) clock.advance(600);
  }
  return { log, clock, calls: await scheduler.waitFor(Promise.all(calls)) };
}

/** Lets everything run that waits for nothing but its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function statesOf(entries: readonly Entry[]) {
  const states = [emptyAccount(CAMPAIGN)];
  for (const entry of entries) states.push(applyEntry(states.at(-1) ?? emptyAccount(CAMPAIGN), entry));
  return states;
}

test('whatever two processes and a faulty log do: no gap, no key twice, never over the limit, every answer true when given', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
    faults,
    async (scheduler, steps, ends) => {
      const { log, calls, clock } = await run(scheduler, steps, ends);
      const entries = entriesOf(log);
      const states = statesOf(entries);

      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
      expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
      for (const { after } of entries) {
        expect(after.consumed + after.held).toBeLessThanOrEqual(CAPACITY * SCALE);
        expect(after.consumed).toBeGreaterThanOrEqual(0);
      }
      for (const { answer, command: asked, from, to, code } of calls) {
        if (answer && answer.outcome !== 'nothing') expect(entries[answer.entry.sequence - 1]).toEqual(answer.entry);
        if (entries.slice(0, from).some(({ key }) => key === asked.key)) {
          expect(['replayed', 'IDEMPOTENCY_KEY_REUSED', 'UNAVAILABLE']).toContain(answer?.outcome ?? code);
        }
        if (answer?.outcome === 'recorded') expect(answer.entry.key).toBe(asked.key);
        const between = states.slice(from, to + 1).map((state) => state.balances[CAMPAIGN]);
        if (code === 'CAPACITY_EXCEEDED') {
          // A due hold may have been left unwritten, so it is the place that the refusal saw which has to be full, not the hold's.
          expect(between.some((balance) => balance && balance.consumed + balance.held === CAPACITY * SCALE)).toBe(true);
        }
        if (code === 'NOTHING_TO_RELEASE' && asked.kind === 'release') {
          expect(
            states.slice(from, to + 1).some((state) => !hasPlace(entries.slice(0, state.sequence), asked.subject)),
          ).toBe(true);
        }
        if (answer?.outcome === 'existing') {
          const { entry } = answer;
          const stood = states.slice(from, to + 1).some((state) => stands(entries.slice(0, state.sequence), entry));
          expect(stood).toBe(true);
        }
      }
      expect(
        await engineOn(log, { clock: createManualClock(START) })
          .read(CAMPAIGN)
          .then(({ sequence }) => sequence),
      ).toBe(entries.length);
      expect(foldEntries(CAMPAIGN, entries)).toEqual(states.at(-1));
      expect(clock.now()).toBeGreaterThanOrEqual(START);
    },
  );

  await fc.assert(property, { numRuns: 300 });
});

function stands(entries: readonly Entry[], place: Entry): boolean {
  return entries.some(({ id }) => id === place.id) && !entries.some(({ relatesTo }) => relatesTo === place.id);
}

function hasPlace(entries: readonly Entry[], subject: string): boolean {
  return entries.some(
    (entry) =>
      entry.subject === subject && (entry.kind === 'consume' || entry.kind === 'confirm') && stands(entries, entry),
  );
}
