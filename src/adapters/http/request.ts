import type { Context } from 'hono';
import { DomainError } from '../../core/domain/shared/errors.ts';
import { KEY_MAX } from '../../core/usecases/capacity/capacity-request.ts';
import type { IdempotencyKey, RequestContext } from '../../core/usecases/context.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { HttpEnv } from './env.ts';
import { HttpProblem } from './problem.ts';

/** Who asks and on which request; for a POST with the caller's Idempotency-Key and the digest it stands for. */
export async function contextOf(c: Context<HttpEnv>, hasher: Hasher): Promise<RequestContext> {
  const idempotency = c.req.method === 'POST' ? await idempotencyOf(c, hasher) : null;
  return { actor: c.get('actor'), requestId: c.get('requestId'), idempotency };
}

/** The same for a request that must be done at most once. Throws IDEMPOTENCY_KEY_REQUIRED without a key. */
export async function keyedContextOf(
  c: Context<HttpEnv>,
  hasher: Hasher,
): Promise<RequestContext & { readonly idempotency: IdempotencyKey }> {
  const { idempotency, ...context } = await contextOf(c, hasher);
  if (!idempotency) {
    throw new DomainError('malformed', 'IDEMPOTENCY_KEY_REQUIRED', 'Send an Idempotency-Key of 1 to 255 characters');
  }
  return { ...context, idempotency };
}

async function idempotencyOf(c: Context<HttpEnv>, hasher: Hasher): Promise<IdempotencyKey | null> {
  const key = c.req.header('Idempotency-Key')?.trim();
  if (key === undefined || key === '') return null;
  if (key.length > KEY_MAX) {
    const message = `An Idempotency-Key has at most ${KEY_MAX} characters`;
    throw new DomainError('malformed', 'MALFORMED', message, {
      issues: [{ path: 'Idempotency-Key', code: 'TOO_BIG', message }],
    });
  }
  return { key, scope: `${c.req.method} ${c.req.path}`, hash: digest(c, hasher, await c.req.text()) };
}

/** What tells one request from another: method, path and body. */
export function digest(c: Context<HttpEnv>, hasher: Hasher, body: string): string {
  return hasher.hash(`${c.req.method}\n${c.req.path}\n${body}`);
}

/** The caller's key for a capacity write that may also be done without one. */
export function clientKey({ idempotency }: RequestContext): { key: string | null; hash: string } {
  return { key: idempotency?.key ?? null, hash: idempotency?.hash ?? '' };
}

/** Where a ledger entry can be read. */
export function entryLocation(entry: { readonly campaignId: string; readonly id: string }): { Location: string } {
  return { Location: `/api/v1/campaigns/${entry.campaignId}/ledger/${entry.id}` };
}

/** The version that If-Match names. Throws 428 without one, VERSION_MISMATCH for what can never be a current version. */
export function ifMatch(c: Context<HttpEnv>): number {
  const header = c.req.header('If-Match')?.trim();
  if (!header) throw new HttpProblem('PRECONDITION_REQUIRED');
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) {
    throw new DomainError(
      'version_mismatch',
      'VERSION_MISMATCH',
      'If-Match names no version: send the ETag that you read',
    );
  }
  return Number(version);
}

/** A version as a strong entity tag. */
export function etag(version: number): { ETag: string } {
  return { ETag: `"${version}"` };
}

/** Says that the first answer was given again. */
export function replayedHeader(replayed: boolean): Record<string, string> {
  return replayed ? { 'Idempotency-Replayed': 'true' } : {};
}

/** The same object without its undefined fields, which optional inputs of the core do not know. */
export function compact<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
