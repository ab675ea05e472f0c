import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { createLocalBilling, type LocalBilling } from '../../src/adapters/billing/local-server.ts';

export const TOKEN = 'billing-token';

/** What becomes of a request: answered, refused with a status, never answered, taken with the answer lost, taken twice, or not even heard. */
export type Fate = 'answered' | 'failed' | 'hangs' | 'answer lost' | 'twice' | 'away' | Response;

export interface BillingServer {
  readonly url: string;
  readonly local: LocalBilling;
  /** Every request that reached it, by what became of it. */
  readonly fates: Fate[];
  stop(): Promise<void>;
}

/** The local billing service behind a real socket, with a fate for each request. */
export async function startBillingServer(
  fateOf: (request: Request) => Fate = () => 'answered',
): Promise<BillingServer> {
  const local = createLocalBilling(TOKEN);
  const fates: Fate[] = [];
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request, env) {
      const { outgoing } = env as HttpBindings;
      const fate = fateOf(request);
      fates.push(fate);
      const cut = () => {
        outgoing.destroy();
        return new Response(null, { status: 500 });
      };
      if (fate instanceof Response) return fate;
      if (fate === 'failed') return new Response('boom', { status: 500 });
      if (fate === 'away') return cut();
      if (fate === 'hangs') return new Promise<Response>(() => undefined);
      const again = fate === 'twice' ? request.clone() : null;
      const answer = await local.fetch(request);
      if (again) return local.fetch(again);
      return fate === 'answer lost' ? cut() : answer;
    },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    local,
    fates,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
