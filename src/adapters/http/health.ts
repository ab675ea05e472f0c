import { Hono } from 'hono';
import type { HttpEnv } from './env.ts';
import type { Metrics } from './metrics.ts';

export interface Health {
  /** Whether the database answers and is the primary. */
  ready(): Promise<boolean>;
}

const FRESH = { 'Cache-Control': 'no-store' };

/** `/healthz`: the process runs. `/readyz`: it can do its work. `/metrics`: its own figures. All open, no business data. */
export function healthRoutes(health: Health, metrics: Metrics): Hono<HttpEnv> {
  return new Hono<HttpEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200, FRESH))
    .get('/readyz', async (c) =>
      (await health.ready())
        ? c.json({ status: 'ready' }, 200, FRESH)
        : c.json({ status: 'unavailable' }, 503, { ...FRESH, 'Retry-After': '5' }),
    )
    .get('/metrics', async (c) =>
      c.body(await metrics.render(), 200, { ...FRESH, 'Content-Type': metrics.contentType }),
    );
}
