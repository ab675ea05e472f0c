import { serve } from '@hono/node-server';

/** Milliseconds between looks for connections that have become idle while the server closes. */
const SWEEP_EVERY = 50;

type Fetch = (request: Request) => Response | Promise<Response>;

export interface Server {
  readonly url: string;
  /** Takes no new requests, and resolves when those under way are answered. */
  close(): Promise<void>;
  /** Cuts what is still open. */
  cut(): void;
}

/** What `Deno.serve` gives; its types are not among Node's. */
interface DenoServer {
  readonly addr: { readonly port: number };
  readonly finished: Promise<void>;
  shutdown(): Promise<void>;
}
interface DenoServe {
  serve(options: { hostname: string; port: number; signal: AbortSignal; onListen(): void }, fetch: Fetch): DenoServer;
}

/** Serves on Node or on Deno; port 0 takes any free one. Rejects when the address is taken. */
export function listen(fetch: Fetch, hostname: string, port: number): Promise<Server> {
  const deno = (globalThis as { Deno?: DenoServe }).Deno;
  return deno ? listenOnDeno(deno, fetch, hostname, port) : listenOnNode(fetch, hostname, port);
}

async function listenOnDeno(deno: DenoServe, fetch: Fetch, hostname: string, port: number): Promise<Server> {
  const cutting = new AbortController();
  const server = deno.serve({ hostname, port, signal: cutting.signal, onListen() {} }, fetch);
  return {
    url: urlOf(hostname, server.addr.port),
    close: () => server.shutdown(),
    cut: () => cutting.abort(),
  };
}

function listenOnNode(fetch: Fetch, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, (address) => {
      server.off('error', reject);
      resolve({
        url: urlOf(hostname, address.port),
        close: () => closeOf(server),
        cut: () => {
          if ('closeAllConnections' in server) server.closeAllConnections();
        },
      });
    });
    server.once('error', reject);
  });
}

/** A connection that was in use when the server began to close is let go as soon as it is idle, not after its keep-alive. */
function closeOf(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), SWEEP_EVERY);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}

function urlOf(hostname: string, port: number): string {
  return `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
}
