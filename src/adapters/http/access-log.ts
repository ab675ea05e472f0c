import { getLogger } from '@logtape/logtape';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { HttpEnv } from './env.ts';
import type { Metrics } from './metrics.ts';

const logger = getLogger(['campaigns', 'access']);

/**
 * One line and one measurement for each answer. It names the route's pattern, never the path or the query, since those
 * may carry a person's pseudonym; of the caller it says the role.
 */
export function accessLog(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const seconds = (performance.now() - startedAt) / 1000;
    const route = c.res.status === 404 && !c.error ? 'none' : routePath(c);
    const { method } = c.req;
    const { status } = c.res;
    metrics.observeRequest({ method, route, status, seconds });
    logger.info('{method} {route} {status}', {
      requestId: c.get('requestId'),
      method,
      route,
      status,
      milliseconds: Math.round(seconds * 1_000_000) / 1000,
      role: c.get('actor')?.role ?? null,
    });
  };
}
