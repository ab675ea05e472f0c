import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import {
  createLocalEvidence,
  type LocalEvidence,
  type ServedEvidence,
} from '../../src/adapters/evidence/local-server.ts';

export const TOKEN = 'evidence-token';

/** What becomes of a request: answered, refused with a status, never answered, or not even heard. */
export type Fate = 'answered' | 'failed' | 'hangs' | 'away' | Response;

export interface EvidenceServer {
  readonly url: string;
  readonly local: LocalEvidence;
  /** The path and query of every request that reached it. */
  readonly asked: string[];
  /** Says something of evidence, for a campaign or for none. */
  say(evidenceId: string, campaignId: string | null, over?: Partial<ServedEvidence>): void;
  stop(): Promise<void>;
}

/** The local evidence service behind a real socket, with a fate for each request. */
export async function startEvidenceServer(
  fateOf: (request: Request) => Fate = () => 'answered',
  pageSize = 2,
): Promise<EvidenceServer> {
  const local = createLocalEvidence(TOKEN, pageSize);
  const asked: string[] = [];
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request, env) {
      const { pathname, search } = new URL(request.url);
      asked.push(pathname + search);
      const fate = fateOf(request);
      if (fate instanceof Response) return fate;
      if (fate === 'failed') return new Response('boom', { status: 500 });
      if (fate === 'hangs') return new Promise<Response>(() => undefined);
      if (fate === 'answered') return local.fetch(request);
      (env as HttpBindings).outgoing.destroy();
      return new Response(null, { status: 500 });
    },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    local,
    asked,
    say(evidenceId, campaignId, over = {}) {
      const evidence = { evidenceId, verification: 'pending', createdAt: '2025-01-02T08:00:00Z', ...over } as const;
      local.known.set(evidenceId, { campaignId, evidence });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
