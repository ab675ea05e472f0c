import { expect, test } from 'vitest';
import type { Command } from '../../src/core/domain/capacity/command.ts';
import { asOf } from '../../src/core/domain/capacity/decide.ts';
import { CAMPAIGN, consume } from '../core/capacity-engine/commands.ts';
import { engineOn, entriesOf, openCampaign } from '../core/capacity-engine/world.ts';
import { type Past, pastOf } from '../simulator/checks/truth.ts';
import { checkHistory } from './check-history.ts';
import type { Operation, Told } from './operation.ts';

/** The log of a campaign of two seats, both taken one after another: entries 3 and 4. */
const TAKE = [consume({ key: 'a', subject: 'ann' }), consume({ key: 'b', subject: 'bob' })] as const;
const past = await twoTaken();

async function twoTaken(): Promise<Past> {
  const log = await openCampaign({ unit: 'seat', capacity: 2, overage: 0 });
  const engine = engineOn(log);
  for (const command of TAKE) await engine.submit(CAMPAIGN, command);
  return pastOf(CAMPAIGN, entriesOf(log));
}

const AT = past.states.at(-1)?.recordedAt ?? 0;

function operation(called: number, answered: number | null, command: Command | null, told: Told | null): Operation {
  return { client: 'c', accountId: CAMPAIGN, command, called, answered, told, looks: [AT] };
}

function wrote(called: number, answered: number, index: 0 | 1, outcome: 'recorded' | 'replayed' = 'recorded') {
  const entry = past.entries[index + 2];
  if (!entry) throw new Error('Nothing was recorded');
  return operation(called, answered, TAKE[index], { answer: { outcome, entry } });
}

/** A look that saw so many entries. */
function looked(called: number, answered: number, seen: number) {
  const state = past.states[seen];
  if (!state) throw new Error('The log is shorter');
  return operation(called, answered, null, { account: asOf(state, AT) });
}

function turnedAway(called: number, answered: number) {
  const details = { limit: 2, consumed: 2, held: 0, requested: 1, headroom: 0, limitedBy: 'campaign' };
  const message = '1 requested, but the campaign has room for 0 more';
  const refusal = { code: 'CAPACITY_EXCEEDED', message, details };
  return operation(called, answered, consume({ key: 'c', subject: 'cid' }), { refusal });
}

test.each<[string, Operation[]]>([
  ['writes that overlap, in whichever order the log has them', [wrote(0, 10, 1), wrote(5, 15, 0)]],
  ['a look that saw a write before its caller heard of it', [wrote(0, 10, 0), looked(2, 4, 3), wrote(20, 25, 1)]],
  ['a look that missed a write which was still under way', [wrote(0, 10, 0), looked(2, 4, 2), wrote(20, 25, 1)]],
  ['a refusal that saw a write which is not answered yet', [wrote(0, 5, 0), wrote(10, 30, 1), turnedAway(20, 25)]],
  [
    'an entry of a call that was never answered, seen long after',
    [operation(0, null, TAKE[0], null), looked(50, 60, 3), wrote(70, 80, 1)],
  ],
  ['a replay of what stands', [wrote(0, 5, 0), wrote(6, 8, 0, 'replayed'), wrote(9, 12, 1)]],
])('%s: linearizable', (_, operations) => {
  expect(() => checkHistory(operations, past)).not.toThrow();
});

test.each<[string, Operation[]]>([
  ['a write that was answered before another was called, but stands behind it', [wrote(0, 5, 1), wrote(10, 15, 0)]],
  ['a look that missed what was acknowledged before it', [wrote(0, 5, 0), looked(10, 15, 2)]],
  ['a look that saw what was asked for only later', [looked(0, 5, 3), wrote(10, 15, 0)]],
  ['two looks one after another that went back', [looked(0, 5, 4), looked(10, 15, 3)]],
  ['a refusal before the place was taken that it rests on', [wrote(0, 2, 0), turnedAway(3, 5), wrote(10, 15, 1)]],
  [
    'a refusal that was never so',
    [operation(0, 5, consume({ key: 'd', subject: 'dan' }), refusedAs('CAMPAIGN_NOT_OPEN'))],
  ],
  ['a refusal of a key that stands', [wrote(0, 5, 0), operation(6, 8, TAKE[0], refusedAs('CAPACITY_EXCEEDED'))]],
  [
    'a replay of what stands behind a write that was asked for only later',
    [wrote(0, 5, 1, 'replayed'), wrote(10, 15, 0)],
  ],
  ['an entry that does not stand', [operation(0, 5, TAKE[0], lostEntry())]],
  ['two calls that were told to have recorded one entry', [wrote(0, 5, 0), wrote(0, 5, 0)]],
])('%s: not linearizable', (_, operations) => {
  expect(() => checkHistory(operations, past)).toThrow();
});

function refusedAs(code: string): Told {
  return { refusal: { code, message: 'No', details: {} } };
}

function lostEntry(): Told {
  const [, , entry] = past.entries;
  if (!entry) throw new Error('Nothing was recorded');
  return { answer: { outcome: 'recorded', entry: { ...entry, id: 'another' } } };
}
