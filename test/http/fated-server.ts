import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';

/** What becomes of a request: answered, failed, never answered, taken with the answer lost, taken twice, or not even heard. */
export type Fate = 'answered' | 'failed' | 'hangs' | 'answer lost' | 'twice' | 'away' | Response;
export type FateOf = (request: Request) => Fate | Promise<Fate>;

export interface FatedServer {
  readonly url: string;
  /** Every request that reached it, by what became of it. */
  readonly fates: Fate[];
  stop(): Promise<void>;
}

/** A service behind a real socket, with a fate for each request. */
export async function startFatedServer(
  answer: (request: Request) => Promise<Response>,
  fateOf: FateOf,
): Promise<FatedServer> {
  const fates: Fate[] = [];
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request, env) {
      const { outgoing } = env as HttpBindings;
      const fate = await fateOf(request);
      fates.push(fate);
      const cut = () => {
        outgoing.destroy();
        return new Response(null, { status: 500 });
      };
      if (fate instanceof Response) return fate.clone();
      if (fate === 'failed') return new Response('boom', { status: 500 });
      if (fate === 'away') return cut();
      if (fate === 'hangs') return new Promise<Response>(() => undefined);
      const again = fate === 'twice' ? request.clone() : null;
      const first = await answer(request);
      if (again) return answer(again);
      return fate === 'answer lost' ? cut() : first;
    },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fates,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
