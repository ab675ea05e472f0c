import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './env.ts';
import { HttpProblem } from './problem.ts';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Refuses a Host that is not this machine's own name, so that no site can reach the demo by a name that it points here. */
export function localHostOnly(): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!LOCAL.test(c.req.header('Host') ?? new URL(c.req.url).host)) throw new HttpProblem('HOST_REFUSED');
    await next();
  };
}
