import type { Actor } from '../domain/access/actor.ts';

/** Who asks, on which request, and whether the caller wants it done at most once. */
export interface RequestContext {
  readonly actor: Actor;
  readonly requestId: string;
  /** Null where the request carries no Idempotency-Key. */
  readonly idempotency: IdempotencyKey | null;
}

export interface IdempotencyKey {
  readonly key: string;
  /** Method and path; with the caller it scopes the key. Capacity writes are scoped to the campaign instead. */
  readonly scope: string;
  /** Digest of method, path and body. */
  readonly hash: string;
}
