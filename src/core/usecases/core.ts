import type { Ports } from '../../ports/ports.ts';
import type { CapacityAccounts } from './capacity/accounts.ts';
import type { CampaignDirectory } from './capacity/directory.ts';

/** What every use case may take of the world: the ports, and the accounts that this process commits to. */
export type Core = Ports & {
  readonly accounts: CapacityAccounts;
  /** Which account counts a campaign; remembered, so that most capacity writes read nothing but their account. */
  readonly directory: CampaignDirectory;
};
