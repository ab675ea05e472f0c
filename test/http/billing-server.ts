import { createLocalBilling, type LocalBilling } from '../../src/adapters/billing/local-server.ts';
import { type FatedServer, type FateOf, startFatedServer } from './fated-server.ts';

export type { Fate } from './fated-server.ts';

export const TOKEN = 'billing-token';

export interface BillingServer extends FatedServer {
  readonly local: LocalBilling;
}

/** The local billing service behind a real socket, with a fate for each request. */
export async function startBillingServer(fateOf: FateOf = () => 'answered'): Promise<BillingServer> {
  const local = createLocalBilling(TOKEN);
  return { ...(await startFatedServer(local.fetch, fateOf)), local };
}
