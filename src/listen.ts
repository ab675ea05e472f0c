import type { Server as NodeServer } from 'node:http';
import type { Socket } from 'node:net';
import { serve } from '@hono/node-server';
import type { Ends, PeerWatch } from './adapters/system/peer-watch.ts';

/** Milliseconds between looks for connections that have become idle while the server closes. */
const SWEEP_EVERY = 50;
/** Milliseconds between looks for peers that have vanished. */
const LOOK_EVERY = 5_000;

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
interface DenoOptions {
  readonly hostname: string;
  readonly port: number;
  readonly signal: AbortSignal;
  onListen(): void;
  onError(error: unknown): Response;
}
interface DenoServe {
  serve(options: DenoOptions, fetch: Fetch): DenoServer;
}

const deno = () => (globalThis as { Deno?: DenoServe }).Deno;

/** Whether connections can be cut one by one, as those to vanished peers are to be: Deno gives none of them out. */
export function cutsConnections(): boolean {
  return deno() === undefined;
}

/**
 * Serves on Node or on Deno; port 0 takes any free one. Connections whose peer has vanished are cut where a watch is given.
 * Rejects when the address is taken.
 */
export function listen(fetch: Fetch, hostname: string, port: number, watch: PeerWatch | null = null): Promise<Server> {
  const runtime = deno();
  return runtime ? listenOnDeno(runtime, fetch, hostname, port) : listenOnNode(fetch, hostname, port, watch);
}

async function listenOnDeno(deno: DenoServe, fetch: Fetch, hostname: string, port: number): Promise<Server> {
  const cutting = new AbortController();
  const server = deno.serve({ hostname, port, signal: cutting.signal, onListen() {}, onError: failed }, fetch);
  return {
    url: urlOf(hostname, server.addr.port),
    close: () => server.shutdown(),
    cut: () => cutting.abort(),
  };
}

/** The app answers its own errors; what comes here is a stream that broke, of which one that was cut is no news. */
function failed(error: unknown): Response {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) console.error(error);
  return new Response(null, { status: 500 });
}

function listenOnNode(fetch: Fetch, hostname: string, port: number, watch: PeerWatch | null): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, (address) => {
      server.off('error', reject);
      const stopWatching = watch ? cutVanished(server as NodeServer, watch) : () => {};
      resolve({
        url: urlOf(hostname, address.port),
        close: () => closeOf(server).finally(stopWatching),
        cut: () => {
          if ('closeAllConnections' in server) server.closeAllConnections();
        },
      });
    });
    server.once('error', reject);
  });
}

/** Cuts connections whose peer has vanished, until the function it returns is called; a look that fails is made again. */
function cutVanished(server: NodeServer, watch: PeerWatch): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const timer = setInterval(async () => {
    if (sockets.size === 0) return;
    const isGone = await watch.look().catch(() => null);
    for (const socket of isGone ? sockets : []) {
      if (socket.remoteAddress !== undefined && isGone?.(socket as Ends)) socket.destroy();
    }
  }, LOOK_EVERY);
  return () => clearInterval(timer);
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
