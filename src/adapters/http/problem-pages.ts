import { Hono } from 'hono';
import { ERROR_CODES, type ErrorKind } from '../../core/domain/shared/errors.ts';
import type { HttpEnv } from './env.ts';
import { HTTP_PROBLEMS, HttpProblem, STATUS, titleOf } from './problem.ts';

const KIND: Record<ErrorKind, string> = {
  malformed: 'The request cannot be read or lacks something that it must carry. Change the request.',
  unauthenticated: 'The call carries no valid bearer token. Get a new one.',
  forbidden: 'The role may not do this.',
  not_found: 'There is no such thing, or it is not yours to know of.',
  conflict: 'The present state does not allow it. Read the state, and decide anew.',
  version_mismatch: 'It has changed since you read it. Read it again, and send its new ETag.',
  invalid: 'The content is not valid; errors names each field.',
  unavailable:
    'It is not possible at the moment. Send the same request, with the same Idempotency-Key, after Retry-After.',
};

/** `/problems/{code}`, where the `type` of a problem leads. */
export function problemPages(): Hono<HttpEnv> {
  const pages = new Map<string, { status: number; text: string }>();
  for (const [code, { status, detail }] of Object.entries(HTTP_PROBLEMS)) pages.set(code, { status, text: detail });
  for (const [kind, codes] of Object.entries(ERROR_CODES) as [ErrorKind, readonly string[]][]) {
    for (const code of codes) pages.set(code, { status: STATUS[kind], text: KIND[kind] });
  }
  pages.set('SUBSCRIPTION_NOT_ACTIVE', { status: STATUS.conflict, text: KIND.conflict });
  return new Hono<HttpEnv>().get('/problems/:code', (c) => {
    const code = c.req.param('code');
    const found = pages.get(code);
    if (!found) throw new HttpProblem('NOT_FOUND');
    return c.text(`${titleOf(code)}\n\n${code}, status ${found.status}\n\n${found.text}\n`, 200, {
      'Content-Security-Policy': "default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
