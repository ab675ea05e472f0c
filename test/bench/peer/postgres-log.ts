import type { Commit } from '../../../src/core/domain/capacity/account.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { entryId, seedOf } from '../../../src/core/domain/capacity/entry-id.ts';
import type { AppendOutcome, CapacityLog } from '../../../src/ports/capacity-log.ts';
import type { Pool } from './postgres-client.ts';

const SCHEMA = `
  create table entries (
    account text not null,
    sequence bigint not null,
    key text not null,
    writer uuid not null,
    recorded_at bigint not null,
    occurred_at bigint not null,
    campaign text not null,
    kind text not null,
    quantity bigint not null,
    unit text not null,
    subject text,
    relates_to text,
    hash text,
    actor text not null,
    consumed bigint not null,
    held bigint not null,
    capacity bigint not null,
    hard_limit bigint not null,
    headroom bigint not null,
    extras jsonb,
    primary key (account, sequence),
    unique (account, key)
  );
  create index on entries (account, subject) where subject is not null;
  create index on entries (relates_to) where relates_to is not null;
`;

const COLUMNS = [
  ...([
    'account text',
    'sequence bigint',
    'key text',
    'writer uuid',
    'recorded_at bigint',
    'occurred_at bigint',
  ] as const),
  ...([
    'campaign text',
    'kind text',
    'quantity bigint',
    'unit text',
    'subject text',
    'relates_to text',
    'hash text',
  ] as const),
  ...([
    'actor text',
    'consumed bigint',
    'held bigint',
    'capacity bigint',
    'hard_limit bigint',
    'headroom bigint',
  ] as const),
  'extras jsonb',
];

const INSERT = `insert into entries select * from json_to_recordset($1) as entry(${COLUMNS.join(', ')})`;

interface Row {
  account: string;
  sequence: string | number;
  key: string;
  writer: string;
  recorded_at: string | number;
  occurred_at: string | number;
  campaign: string;
  kind: Entry['kind'];
  quantity: string | number;
  unit: Entry['unit'];
  subject: string | null;
  relates_to: string | null;
  hash: string | null;
  actor: string;
  consumed: string | number;
  held: string | number;
  capacity: string | number;
  hard_limit: string | number;
  headroom: string | number;
  extras: Partial<Entry> | null;
}

/**
 * The capacity log as one would build it on PostgreSQL: a row an entry, the sequence as primary key, the key unique, and one
 * statement for everything in a round. What the comparison does not call is left out.
 */
export async function createPostgresLog(pool: Pool): Promise<CapacityLog> {
  await pool.query(SCHEMA);
  const insert = (commits: readonly Commit[]) =>
    pool.query({ name: 'append', text: INSERT, values: [JSON.stringify(commits.flatMap(toRows))] });

  async function appendOne(commit: Commit): Promise<AppendOutcome> {
    try {
      await insert([commit]);
      return 'appended';
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code !== '23505') return 'unknown';
      return constraint === 'entries_pkey' ? 'stale' : 'repeated';
    }
  }

  const notCompared = () => Promise.reject(new Error('Not part of the comparison'));
  return {
    async append(commits) {
      try {
        await insert(commits);
        return commits.map(() => 'appended');
      } catch {
        return Promise.all(commits.map(appendOne));
      }
    },
    async settle({ accountId, sequence, writer }) {
      const { rowCount } = await pool.query(
        'select 1 from entries where account = $1 and sequence = $2 and writer = $3',
        [accountId, sequence, writer],
      );
      return rowCount === 1;
    },
    async moved(heads) {
      const { rows } = await pool.query<{ account: string }>({
        name: 'moved',
        text: 'select account from entries join unnest($1::text[], $2::bigint[]) as head(a, s) on account = a and sequence = s + 1',
        values: [heads.map(({ accountId }) => accountId), heads.map(({ sequence }) => sequence)],
      });
      return new Set(rows.map(({ account }) => account));
    },
    async load(accounts) {
      const { rows } = await pool.query<Row>(
        'select entries.* from entries join unnest($1::text[], $2::bigint[]) as wanted(a, s) on account = a and sequence > s order by account, sequence',
        [accounts.map(({ accountId }) => accountId), accounts.map(({ after }) => after ?? 0)],
      );
      return new Map(
        accounts.map(({ accountId }) => [
          accountId,
          { checkpoint: null, commits: toCommits(rows.filter(({ account }) => account === accountId)), more: false },
        ]),
      );
    },
    async byKeys(accountId, keys) {
      const { rows } = await pool.query<Row>({
        name: 'keys',
        text: 'select * from entries where account = $1 and key = any($2)',
        values: [accountId, keys],
      });
      return new Map(rows.map(toEntry).map((entry) => [entry.key, entry]));
    },
    async bySubjects(wanted) {
      const pairs = wanted.flatMap(({ accountId, subjects }) => subjects.map((subject) => [accountId, subject]));
      const { rows } = await pool.query<Row>({
        name: 'subjects',
        text: 'select entries.* from entries join unnest($1::text[], $2::text[]) as wanted(a, s) on account = a and subject = s order by sequence',
        values: [pairs.map(([account]) => account), pairs.map(([, subject]) => subject)],
      });
      const found = new Map<string, Entry[]>();
      for (const row of rows) found.set(row.account, [...(found.get(row.account) ?? []), toEntry(row)]);
      return found;
    },
    related: notCompared,
    saveCheckpoint: async () => {},
    dropCheckpoint: async () => {},
    page: notCompared,
    stream: () => {
      throw new Error('Not part of the comparison');
    },
  };
}

function toRows({ accountId, writer, recordedAt, entries }: Commit): Row[] {
  return entries.map((entry) => ({
    account: accountId,
    sequence: entry.sequence,
    key: entry.key,
    writer,
    recorded_at: recordedAt,
    occurred_at: entry.occurredAt,
    campaign: entry.campaignId,
    kind: entry.kind,
    quantity: entry.quantity,
    unit: entry.unit,
    subject: entry.subject,
    relates_to: entry.relatesTo,
    hash: entry.hash,
    actor: entry.actor,
    consumed: entry.after.consumed,
    held: entry.after.held,
    capacity: entry.after.capacity,
    hard_limit: entry.after.hardLimit,
    headroom: entry.after.headroom,
    extras: extrasOf(entry),
  }));
}

function extrasOf({ cause, split, thresholds }: Entry): Partial<Entry> | null {
  if (!cause && !split && !thresholds) return null;
  return { ...(cause && { cause }), ...(split && { split }), ...(thresholds && { thresholds }) };
}

function toEntry(row: Row): Entry {
  const sequence = Number(row.sequence);
  const recordedAt = Number(row.recorded_at);
  return {
    id: entryId(sequence, recordedAt, seedOf(row.writer)),
    sequence,
    campaignId: row.campaign,
    kind: row.kind,
    quantity: Number(row.quantity),
    unit: row.unit,
    subject: row.subject,
    relatesTo: row.relates_to,
    key: row.key,
    hash: row.hash,
    actor: row.actor,
    occurredAt: Number(row.occurred_at),
    recordedAt,
    after: {
      consumed: Number(row.consumed),
      held: Number(row.held),
      capacity: Number(row.capacity),
      hardLimit: Number(row.hard_limit),
      headroom: Number(row.headroom),
    },
    ...row.extras,
  };
}

function toCommits(rows: readonly Row[]): Commit[] {
  return Map.groupBy(rows, ({ writer }) => writer)
    .values()
    .map((group) => {
      const entries = group.map(toEntry);
      const [first] = entries;
      if (!first) throw new Error('A commit has entries');
      return {
        accountId: group[0]?.account ?? '',
        sequence: first.sequence,
        writer: group[0]?.writer ?? '',
        recordedAt: first.recordedAt,
        entries,
      };
    })
    .toArray();
}
