import {
  createLocalEvidence,
  type LocalEvidence,
  type ServedEvidence,
} from '../../src/adapters/evidence/local-server.ts';
import { type FatedServer, type FateOf, startFatedServer } from './fated-server.ts';

export type { Fate } from './fated-server.ts';

export const TOKEN = 'evidence-token';

export interface EvidenceServer extends FatedServer {
  readonly local: LocalEvidence;
  /** Says something of evidence, for a campaign or for none. */
  say(evidenceId: string, campaignId: string | null, over?: Partial<ServedEvidence>): void;
}

/** The local evidence service behind a real socket, with a fate for each request. */
export async function startEvidenceServer(fateOf: FateOf = () => 'answered'): Promise<EvidenceServer> {
  const local = createLocalEvidence(TOKEN, 2);
  return {
    ...(await startFatedServer(local.fetch, fateOf)),
    local,
    say(evidenceId, campaignId, over = {}) {
      const evidence = { evidenceId, verification: 'pending', createdAt: '2025-01-02T08:00:00Z', ...over } as const;
      local.known.set(evidenceId, { campaignId, evidence });
    },
  };
}
