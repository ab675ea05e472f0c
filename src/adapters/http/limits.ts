import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { HttpEnv } from './env.ts';
import { HttpProblem } from './problem.ts';

const MEBIBYTE = 1024 * 1024;
const BATCH_PATHS = /\/(consumption\/batch|activities)$/;

/** At most so many requests a minute for each caller; 0 turns it off. Counted by each process for itself. */
export function rateLimit(perMinute: number): MiddlewareHandler<HttpEnv> {
  if (perMinute === 0) return (_c, next) => next();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    try {
      await limiter.consume(c.get('actor').id);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new HttpProblem('RATE_LIMITED', { 'Retry-After': String(seconds) });
    }
    await next();
  };
}

/** Bodies up to 1 MiB, batches up to 5 MiB. */
export function limitBody(): MiddlewareHandler<HttpEnv> {
  const single = bodyOfAtMost(MEBIBYTE);
  const batch = bodyOfAtMost(5 * MEBIBYTE);
  return (c, next) => (BATCH_PATHS.test(c.req.path) ? batch(c, next) : single(c, next));
}

/** A body that says its length is judged by that, which leaves it to be read in one piece; others are counted as they come. */
function bodyOfAtMost(maxSize: number): MiddlewareHandler<HttpEnv> {
  const counted = bodyLimit({ maxSize, onError: refuseSize });
  return (c, next) => {
    const length = c.req.header('Content-Length');
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return counted(c, next);
    if (!(Number(length) <= maxSize)) refuseSize();
    return next();
  };
}

function refuseSize(): never {
  throw new HttpProblem('PAYLOAD_TOO_LARGE');
}
