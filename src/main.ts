import { getLogger } from '@logtape/logtape';
import type { TokenSource } from './adapters/http/auth.ts';
import { openPeerWatch } from './adapters/system/peer-watch.ts';
import { compose } from './compose.ts';
import { mongoAdapters } from './compose-mongo.ts';
import { type Config, type Environment, readConfig } from './config.ts';
import { demoSecret } from './demo-secret.ts';
import { cutsConnections, listen } from './listen.ts';
import { configureLogging } from './logging.ts';

const logger = getLogger(['campaigns']);

/** How long requests under way may take to end once the service stops; what is longer is cut. */
const GRACE = 3_000;
/** How long a live stream stays open where vanished clients cannot be told otherwise: shorter than they may be kept. */
const STREAM_LIFE = 35_000;

export interface Running {
  readonly url: string;
  /** No new requests, streams closed, writes finished, leases given back, the database let go. */
  stop(): Promise<void>;
}

/**
 * Starts the service on Node or Deno over the database at `mongoUri`. Throws ConfigError (with `exitCode` 78) for an environment
 * that is not valid, and what keeps it from the database or the port.
 */
export async function run({ mongoUri, env }: { mongoUri: string; env: Environment }): Promise<Running> {
  const config = readConfig(env);
  await configureLogging(config.logLevel);
  const auth = await tokenSource(config);
  const watch = cutsConnections() ? await openPeerWatch() : null;
  const mostStreamLife = watch ? null : STREAM_LIFE;
  const service = compose(
    { auth, rateLimit: config.rateLimit, demo: config.demo, mostStreamLife },
    await mongoAdapters(mongoUri, config),
  );
  try {
    await service.start();
    const server = await listen(service.app.fetch, config.host, config.port, watch);
    logger.info('Listening at {url}', { url: server.url });
    return {
      url: server.url,
      async stop() {
        const answered = server.close();
        await service.closeStreams();
        const cutting = setTimeout(() => server.cut(), GRACE);
        await answered;
        clearTimeout(cutting);
        await service.stop();
        logger.info('Stopped');
      },
    };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

async function tokenSource({ auth, dataDir }: Config): Promise<TokenSource> {
  return auth.kind === 'demo' ? { kind: 'secret', secret: await demoSecret(dataDir) } : auth;
}
