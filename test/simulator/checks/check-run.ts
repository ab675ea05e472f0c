import { isDeepStrictEqual } from 'node:util';
import { asOf } from '../../../src/core/domain/capacity/decide.ts';
import type { Run } from '../simulate.ts';
import { checkAnswer } from './check-answers.ts';
import { checkCommits } from './check-commits.ts';
import { checkLog } from './check-log.ts';
import { pastOf } from './truth.ts';

/** Throws the first broken promise of the run. */
export function checkRun({ places, history, finals, broken }: Run): void {
  for (const accountId of new Set(places.map((place) => place.accountId))) {
    checkLog(history, accountId);
    const past = pastOf(accountId, history.entries(accountId));
    const calls = history.calls.filter((call) => call.accountId === accountId);
    for (const call of calls) checkAnswer(call, past);
    checkCommits(history.commits(accountId), past);
    checkRecordedOnce(
      calls.flatMap(({ answer }) => ('outcome' in answer && answer.outcome === 'recorded' ? [answer.entry.id] : [])),
    );
    const last = past.states.at(-1);
    for (const { process, account, at } of finals.filter((final) => final.accountId === accountId)) {
      if (!last || !isDeepStrictEqual(account, asOf(last, Math.max(at, last.recordedAt))))
        throw new Error(`${process} ends with another state of ${accountId} than the log`);
    }
  }
  if (broken.length > 0) throw broken[0];
}

function checkRecordedOnce(ids: readonly string[]): void {
  if (new Set(ids).size !== ids.length)
    throw new Error('Two calls were told that the same entry was recorded for them');
}
