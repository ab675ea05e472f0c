import { setImmediate as turn } from 'node:timers/promises';
import { getLogger } from '@logtape/logtape';
import { createApp } from './adapters/http/app.ts';
import { createVerifier, type TokenSource } from './adapters/http/auth.ts';
import { createMetrics } from './adapters/http/metrics.ts';
import { createPages } from './adapters/http/pages/pages.ts';
import { offerDemoToken, signInOf } from './adapters/http/pages/session.ts';
import { createHub } from './adapters/notify/hub.ts';
import { createJobs } from './background.ts';
import { companiesOf } from './core/usecases/billing/billed-subscriptions.ts';
import { createCapacityAccounts } from './core/usecases/capacity/accounts.ts';
import { createDirectory } from './core/usecases/capacity/directory.ts';
import type { Core } from './core/usecases/core.ts';
import { prepareDemo } from './demo/prepare-demo.ts';
import type { DemoProgressStore } from './ports/demo-progress.ts';
import type { Ports } from './ports/ports.ts';

const logger = getLogger(['campaigns']);

export interface Settings {
  readonly auth: TokenSource;
  readonly rateLimit: number;
  readonly demo: boolean;
  /** Milliseconds that a live stream stays open at most, where nothing else would tell that its client has vanished. */
  readonly mostStreamLife?: number | null;
  /** False reads views anew for each request and finds what their models lack; for development and tests. */
  readonly cacheViews?: boolean;
}

/** What stands behind the ports. To try another one behind a single port, spread and replace it. */
export interface Adapters {
  readonly ports: Ports;
  readonly demoProgress: DemoProgressStore;
  readonly ready: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The one composition root: the core over the adapters given, the HTTP edge over the core. */
export function compose(settings: Settings, { ports, demoProgress, ready, close }: Adapters) {
  const onError = (error: unknown) => logger.warning('Something failed and is tried again', { error });
  const accounts = createCapacityAccounts(ports, { report: onError, between: () => turn() });
  const directory = createDirectory(ports.campaigns);
  const core: Core = { ...ports, companies: companiesOf(ports), accounts, directory };
  const companyOf = async (id: string) => (await directory.find(id))?.companyId ?? null;
  const hub = createHub({ ...ports, companyOf }, { onError });
  const metrics = createMetrics();
  const jobs = createJobs(core, metrics.observeLateness);
  metrics.registerStreams(hub.clients);
  for (const { name, lag } of jobs) metrics.registerLag(name, lag);
  const verifyToken = createVerifier(settings.auth, ports.clock);
  const signIn = signInOf(settings);
  const { cacheViews = true, mostStreamLife = null } = settings;
  const making = settings.demo ? demoProgress : null;
  const pages = createPages({ core, live: hub, mostStreamLife, verifyToken, signIn, making, cacheViews });
  const offerToken = offerDemoToken(signIn, verifyToken, ports.clock);
  const edge = { liveEvents: hub, mostStreamLife, verifyToken, health: { ready }, metrics, pages, offerToken };
  const app = createApp({ ...settings, core, ...edge });
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  return {
    core,
    app,
    async start(): Promise<void> {
      await hub.start();
      const prepared = settings.demo ? prepareDemo(ports, demoProgress, stopping.signal) : Promise.resolve();
      running = prepared.then(() => Promise.all(jobs.map((job) => job.run(stopping.signal))));
    },
    /** Ends the live streams, without which a server never comes to its end. */
    closeStreams: () => hub.close(),
    /** Finishes what is under way, gives the leases back and lets go of the database. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all([hub.close(), running]);
      await accounts.stop();
      await close();
    },
  };
}

export type Service = ReturnType<typeof compose>;
