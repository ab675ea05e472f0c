import type { Account } from '../../../src/core/domain/capacity/account.ts';
import { emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import type { Command, Facts } from '../../../src/core/domain/capacity/command.ts';
import { type Decision, decide } from '../../../src/core/domain/capacity/decide.ts';
import type { AccountChange, Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE, type Unit } from '../../../src/core/domain/shared/quantity.ts';

type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;
type Free<K extends Command['kind']> = Partial<CommandOf<K>> & Omit<CommandOf<K>, keyof Base | 'kind' | Optional<K>>;
type Base = Pick<Command, 'campaignId' | 'key' | 'hash' | 'actor' | 'occurredAt'>;
type Optional<K> = K extends 'consume' ? 'quantity' | 'volume' | 'subject' : never;

export const START = Date.UTC(2026, 0, 5, 9);

/** A capacity account with its ledger in memory, driven one command at a time. */
export class Ledger {
  account: Account;
  entries: Entry[] = [];
  now = START;
  #keys = 0;

  constructor(id = 'c1') {
    this.account = emptyAccount(id);
  }

  decide<K extends Command['kind']>(kind: K, fields: Free<K>): Decision {
    const base = { campaignId: 'c1', key: `k${++this.#keys}`, hash: 'h', actor: 'someone', occurredAt: null };
    const shape = kind === 'consume' ? { quantity: null, volume: null, subject: null } : {};
    const command = { ...base, ...shape, ...fields, kind } as unknown as Command;
    const decision = decide(this.account, command, this.facts(command), this.now, (sequence) => `e${sequence}`);
    if (decision.kind === 'record') {
      this.account = decision.account;
      this.entries.push(...decision.entries);
    }
    return decision;
  }

  /** Carries out a command that must be recorded, and answers its entry. */
  do<K extends Command['kind']>(kind: K, fields: Free<K>): Entry {
    const decision = this.decide(kind, fields);
    if (decision.kind !== 'record' || !decision.primary) throw new Error(`${kind}: ${describe(decision)}`);
    return decision.primary;
  }

  /** The code of the refusal that a command must meet. */
  refusal<K extends Command['kind']>(kind: K, fields: Free<K>): string {
    const decision = this.decide(kind, fields);
    if (decision.kind !== 'refused') throw new Error(`${kind} was not refused: ${decision.kind}`);
    return decision.error.code;
  }

  facts(command: Command): Facts {
    const subject = 'subject' in command ? command.subject : null;
    const entryId = command.kind === 'reverse' ? command.entryId : 'holdId' in command ? command.holdId : null;
    return {
      subjectEntries: subject === null ? [] : this.entries.filter((entry) => entry.subject === subject),
      relatedEntries:
        entryId === null ? [] : this.entries.filter((entry) => entry.id === entryId || entry.relatesTo === entryId),
    };
  }

  balance(campaignId = 'c1') {
    const balance = this.account.balances[campaignId];
    if (!balance) throw new Error(`no balance of ${campaignId}`);
    return balance;
  }
}

function describe(decision: Decision): string {
  return decision.kind === 'refused' ? decision.error.code : decision.kind;
}

/** Terms of a campaign in whole units (or credits) with an allowance in percent. */
export function termsOf(
  unit: Unit,
  capacity: number,
  more: { overagePercent?: number; version?: number; rate?: number; pool?: number; companyId?: string } = {},
): AccountChange {
  return {
    kind: 'terms',
    version: more.version ?? 1,
    companyId: more.companyId ?? 'company',
    unit,
    capacity: Math.round(capacity * SCALE),
    overage: (more.overagePercent ?? 10) * 100,
    allocationCost: unit === 'credit' ? 1 : 0,
    rate: more.rate === undefined ? null : more.rate * 1_000_000,
    madeAt: START - 86_400_000,
    pool: more.pool === undefined ? null : { capacity: more.pool * SCALE, overage: 1_000 },
  };
}

/** A ledger of an active campaign. */
export function openLedger(unit: Unit, capacity: number, more: Parameters<typeof termsOf>[2] = {}): Ledger {
  const ledger = new Ledger();
  ledger.do('change', { change: termsOf(unit, capacity, more) });
  setStatus(ledger, 'active', 2);
  return ledger;
}

export function setStatus(
  ledger: Ledger,
  status: 'recruiting' | 'active' | 'paused' | 'completed' | 'closed',
  version: number,
  campaignId = 'c1',
): Entry {
  return ledger.do('change', { campaignId, change: { kind: 'status', version, status, companyId: 'company' } });
}
