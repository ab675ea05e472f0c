import { createSecretKey } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Actor, isStaff, ROLES, type Role } from '../../core/domain/access/actor.ts';
import { mayEver, type Permission, requirePermission } from '../../core/domain/access/permissions.ts';
import { DomainError } from '../../core/domain/shared/errors.ts';
import { type Instant, MINUTE } from '../../core/domain/shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpEnv } from './env.ts';

/** Where the right to call comes from: a shared secret (HS256), or an issuer's public keys. */
export type TokenSource =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'jwks'; readonly url: string; readonly issuer: string; readonly audience: string };

export interface Identity {
  readonly actor: Actor;
  readonly expiresAt: Instant;
}

/** Says who holds a token. Throws UNAUTHENTICATED, or UNAVAILABLE when the issuer's keys cannot be fetched. */
export type VerifyToken = (token: string) => Promise<Identity>;

const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** A verifier that remembers good tokens for up to a minute, so that a busy caller costs one check of a signature. */
export function createVerifier(source: TokenSource, clock: Clock): VerifyToken {
  const check = checker(source);
  const known = new LRUCache<string, Identity & { readonly checkedAt: Instant }>({ max: 10_000 });
  return async (token) => {
    const now = clock.now();
    const remembered = known.get(token);
    if (remembered && now < remembered.expiresAt && now - remembered.checkedAt < MINUTE) return remembered;
    const payload = await check(token, { requiredClaims: ['exp', 'sub'], currentDate: new Date(now) }).catch(refuse);
    const identity = { ...identityOf(payload), checkedAt: now };
    known.set(token, identity);
    return identity;
  };
}

function checker(source: TokenSource): (token: string, options: JWTVerifyOptions) => Promise<JWTPayload> {
  if (source.kind === 'secret') {
    const key = createSecretKey(source.secret, 'utf8');
    return async (token, options) => (await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })).payload;
  }
  const keys = createRemoteJWKSet(new URL(source.url));
  const { issuer, audience } = source;
  return async (token, options) =>
    (await jwtVerify(token, keys, { ...options, algorithms: ASYMMETRIC, issuer, audience })).payload;
}

/** The issuer's failures: jose's plain error is an answer without keys in it. */
const ISSUER_FAILURES = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];

function refuse(error: unknown): never {
  if (error instanceof errors.JOSEError && !ISSUER_FAILURES.includes(error.code)) throw unauthenticated();
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Tokens cannot be checked at the moment', { retryAfter: 5 });
}

function identityOf(payload: JWTPayload): Identity {
  const { sub, role, companyId, exp } = payload;
  if (!sub || sub.length > 255 || exp === undefined || !ROLES.includes(role as Role)) throw unauthenticated();
  const actor: Actor = { id: sub, role: role as Role, companyId: typeof companyId === 'string' ? companyId : null };
  if (isStaff(actor)) return { actor: { ...actor, companyId: null }, expiresAt: exp * 1000 };
  if (!actor.companyId) throw unauthenticated();
  return { actor, expiresAt: exp * 1000 };
}

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'UNAUTHENTICATED', 'Send a valid bearer token');
}

/** Lets only callers with a bearer token through, and says who they are. */
export function authenticate(verify: VerifyToken): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (!token) throw unauthenticated();
    const identity = await verify(token);
    c.set('actor', identity.actor);
    c.set('expiresAt', identity.expiresAt);
    await next();
  };
}

/**
 * Refuses roles that may never do this, before anything is read. Where some company role may do it, company roles are
 * left to the use case, which first asks whether the thing may be known of, so that a foreign one answers 404.
 */
export function requires(permission: Permission): MiddlewareHandler<HttpEnv> {
  const companyRoute = ROLES.some((role) => {
    const actor = { id: '', role, companyId: null };
    return !isStaff(actor) && mayEver(actor, permission);
  });
  return async (c, next) => {
    const actor = c.get('actor');
    if (!companyRoute || isStaff(actor)) requirePermission(actor, permission);
    await next();
  };
}

/** A token of the shared-secret kind, for the demo's role picker and for tests. */
export async function issueToken(secret: string, actor: Actor, issuedAt: Instant, expiresAt: Instant): Promise<string> {
  return new SignJWT({ role: actor.role, ...(actor.companyId ? { companyId: actor.companyId } : {}) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(actor.id)
    .setIssuedAt(Math.floor(issuedAt / 1000))
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(createSecretKey(secret, 'utf8'));
}
