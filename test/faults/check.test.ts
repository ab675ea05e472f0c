import { expect, test } from 'vitest';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import { CAMPAIGN, consume } from '../core/capacity-engine/commands.ts';
import { engineOn, entriesOf, openCampaign } from '../core/capacity-engine/world.ts';
import { check } from './check.ts';
import type { Answered } from './history.ts';

/** Ten places of ten taken one by one, as the log and as the callers saw it. */
async function fullCampaign(): Promise<{ entries: Entry[]; history: Answered[] }> {
  const log = await openCampaign({ capacity: 10, overage: 0 });
  const engine = engineOn(log);
  for (let index = 0; index < 10; index += 1) await engine.submit(CAMPAIGN, consume({ key: `k${index}` }));
  const entries = entriesOf(log);
  return { entries, history: entries.slice(2).map(acknowledgementOf) };
}

function acknowledgementOf({ id, sequence, kind, subject, key, recordedAt }: Entry): Answered {
  const own = key.slice(CAMPAIGN.length + 1);
  const entry = { id, sequence, kind, quantity: 1, subject, idempotencyKey: own };
  const asked = { campaignId: CAMPAIGN, operation: 'consume', key: own, subject, quantity: 1 } as const;
  return { ...asked, from: recordedAt, to: recordedAt, status: 201, code: null, entry };
}

function raisedBy(entries: readonly Entry[]): string[] {
  return entries.filter(({ thresholds }) => thresholds?.raised).map(({ id }) => id);
}

function verdict(
  entries: readonly Entry[],
  history: readonly Answered[],
  alerted: readonly string[] = raisedBy(entries),
): string {
  return check({ history, ledgers: new Map([[CAMPAIGN, entries]]), alertedEntries: alerted }).join('\n');
}

test('a run in which every promise was kept has nothing against it', async () => {
  const { entries, history } = await fullCampaign();

  expect(verdict(entries, history)).toBe('');
});

test('an acknowledged entry that is gone is lost', async () => {
  const { entries, history } = await fullCampaign();

  expect(verdict(entries.slice(0, -1), history, raisedBy(entries.slice(0, -1)))).toContain(
    'acknowledged as #12, and lost',
  );
});

test('a missing entry in the middle is a gap, and a key that stands twice counts twice', async () => {
  const { entries, history } = await fullCampaign();
  const twice = entries.map((entry, index) => (index === 5 ? { ...entry, key: entries[4]?.key ?? '' } : entry));

  expect(verdict(entries.toSpliced(4, 1), history)).toContain('a gap');
  expect(verdict(twice, history)).toContain('counts twice');
});

test('two acknowledgements of one key that name two entries are found', async () => {
  const { entries, history } = await fullCampaign();
  const [first, second] = history;
  const doubled = first && second ? [...history, { ...first, entry: second.entry }] : [];

  expect(verdict(entries, doubled)).toContain('acknowledged as two entries');
});

test('an entry above the hard limit is found', async () => {
  const { entries, history } = await fullCampaign();
  const last = entries.at(-1);
  const over = last
    ? { ...last, sequence: 13, key: 'over', after: { ...last.after, consumed: last.after.consumed + 10_000 } }
    : [];

  expect(verdict(entries.concat(over), history)).toContain('above the hard limit');
});

test('a refusal while there was room is found, and one of a full campaign is not', async () => {
  const { entries, history } = await fullCampaign();
  const [first] = history;
  if (!first) throw new Error('There is no history');
  const refused = { ...first, status: 409, code: 'CAPACITY_EXCEEDED', entry: null, key: 'refused' };
  const roomy = entries.map((entry) => ({ ...entry, after: { ...entry.after, headroom: 20_000 } }));

  expect(verdict(entries, [...history, refused])).toBe('');
  expect(verdict(roomy, [...history, refused])).toContain('room all the time');
});

test('a crossing that no entry tells, and an alert too few or too many, are found', async () => {
  const { entries, history } = await fullCampaign();
  const silent = entries.map(({ thresholds: _thresholds, ...entry }) => entry);
  const raised = raisedBy(entries);

  expect(verdict(silent, history, [])).toContain('crossed 80');
  expect(verdict(entries, history, raised.slice(1))).toContain('without an alert');
  expect(verdict(entries, history, [...raised, ...raised.slice(0, 1)])).toContain('alerted twice');
});
