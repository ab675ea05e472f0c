import type { Pool } from './postgres-client.ts';

const SCHEMA = `
  create table counters (
    account text primary key,
    sequence bigint not null,
    consumed bigint not null,
    hard_limit bigint not null
  );
  create table ledger (
    account text not null,
    sequence bigint not null,
    key text not null,
    hash text,
    quantity bigint not null,
    subject text,
    recorded_at timestamptz not null default now(),
    consumed_after bigint not null,
    primary key (account, sequence),
    unique (account, key)
  );
  create function consume(of_account text, with_key text, with_hash text, amount bigint, for_subject text) returns bigint as $$
    declare
      counter counters%rowtype;
      standing bigint;
    begin
      select * into counter from counters where account = of_account for update;
      select sequence into standing from ledger where account = of_account and key = with_key;
      if found then return standing; end if;
      if counter.consumed + amount > counter.hard_limit then return -1; end if;
      update counters set sequence = sequence + 1, consumed = consumed + amount where account = of_account;
      insert into ledger (account, sequence, key, hash, quantity, subject, consumed_after)
        values (of_account, counter.sequence + 1, with_key, with_hash, amount, for_subject, counter.consumed + amount);
      return counter.sequence + 1;
    end
  $$ language plpgsql;
`;

export async function createFunction(pool: Pool): Promise<void> {
  await pool.query(SCHEMA);
}

export async function openCounter(pool: Pool, account: string): Promise<void> {
  await pool.query('insert into counters values ($1, 0, 0, 9000000000000)', [account]);
}

/** One call, one transaction, one row lock: what PostgreSQL does without a group commit. */
export async function consumeByFunction(pool: Pool, account: string, key: string): Promise<void> {
  await pool.query({
    name: 'consume',
    text: 'select consume($1, $2, $3, $4, $5)',
    values: [account, key, 'WkqJ3v0cU1mYhT5dQe9s2A', 10_000, null],
  });
}
