import type { Actor } from '../../core/domain/access/actor.ts';
import type { Instant } from '../../core/domain/shared/time.ts';

/** What the middlewares leave for the routes; `actor` and `expiresAt` only behind authentication. */
export interface HttpEnv {
  Variables: {
    requestId: string;
    actor: Actor;
    /** When the caller's token ends. */
    expiresAt: Instant;
  };
}
