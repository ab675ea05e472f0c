import type { Ports } from '../../ports/ports.ts';
import type { Account } from '../domain/capacity/account.ts';
import type { Command } from '../domain/capacity/command.ts';

interface CapacityAccounts {
  submit(accountId: string, command: Command): Promise<unknown>;
  read(accountId: string): Promise<Account>;
  stop(): Promise<void>;
}

/** What every use case may take of the world: the ports, and the accounts that this process commits to. */
export type Core = Ports & { readonly accounts: CapacityAccounts };
