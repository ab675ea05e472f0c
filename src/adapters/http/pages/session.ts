import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DomainError } from '../../../core/domain/shared/errors.ts';
import { HOUR, type Instant } from '../../../core/domain/shared/time.ts';
import type { Clock } from '../../../ports/clock.ts';
import { issueToken, type TokenSource, type VerifyToken } from '../auth.ts';
import type { OfferToken } from '../docs.ts';
import type { PagesEnv, SignIn, Theme } from './deps.ts';

const COOKIE = 'session';
/** Browsers keep at most 4 096 bytes of name, value and attributes. */
export const TOKEN_MAX = 3_800;

/**
 * Reads who is signed in. The session is the signed access token itself, in a cookie that no script can read: it ends
 * when the token ends, and needs no store that could disagree with it.
 */
export function readSession(verify: VerifyToken): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    c.set('identity', await identityOf(c, verify));
    c.set('theme', themeOf(c));
    await next();
  };
}

async function identityOf(c: Context, verify: VerifyToken) {
  const token = getCookie(c, COOKIE, 'host');
  if (!token) return null;
  try {
    return await verify(token);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unauthenticated') return null;
    throw error;
  }
}

/** Lets signed-in people through; everybody else is sent to sign in, and back afterwards. */
export function requireSession(): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    const identity = c.get('identity');
    if (!identity) return toSignIn(c);
    c.set('actor', identity.actor);
    c.set('expiresAt', identity.expiresAt);
    await next();
  };
}

function toSignIn(c: Context<PagesEnv>): Response {
  const { pathname, search } = new URL(c.req.url);
  const back = c.req.method === 'GET' ? pathname + search : '/';
  const address = back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`;
  if (c.req.header('HX-Request')) return c.body(null, 401, { 'HX-Redirect': '/sign-in' });
  return c.redirect(address, 303);
}

export function startSession(c: Context, token: string, now: Instant, expiresAt: Instant): void {
  const maxAge = Math.max(1, Math.min(Math.floor((expiresAt - now) / 1000), 400 * 86_400));
  setCookie(c, COOKIE, token, { prefix: 'host', secure: true, path: '/', httpOnly: true, sameSite: 'Lax', maxAge });
}

export function endSession(c: Context): void {
  deleteCookie(c, COOKIE, { prefix: 'host', secure: true, path: '/' });
}

function themeOf(c: Context): Theme {
  const theme = getCookie(c, 'theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** The theme is no secret and is kept for a year; `system` forgets the choice. */
export function rememberTheme(c: Context, theme: Theme): void {
  if (theme === 'system') deleteCookie(c, 'theme', { path: '/' });
  else setCookie(c, 'theme', theme, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 });
}

/** A path of this site that is safe to go back to; anything else becomes `/`. */
export function localPath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}

/** In the demo people pick a role, elsewhere they bring a token. */
export function signInOf({ demo, auth }: { readonly demo: boolean; readonly auth: TokenSource }): SignIn {
  return demo && auth.kind === 'secret' ? { kind: 'demo', secret: auth.secret } : { kind: 'token' };
}

/** A token for whoever is signed in to the demo's pages, good for an hour: what its API documentation offers to try. */
export function offerDemoToken(signIn: SignIn, verify: VerifyToken, clock: Clock): OfferToken {
  return async (c) => {
    const identity = signIn.kind === 'demo' ? await identityOf(c, verify) : null;
    if (!identity || signIn.kind !== 'demo') return null;
    const { actor } = identity;
    const now = clock.now();
    return { role: actor.role, token: await issueToken(signIn.secret, actor, now, now + HOUR) };
  };
}
