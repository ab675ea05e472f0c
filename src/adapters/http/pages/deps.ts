import type { Core } from '../../../core/usecases/core.ts';
import type { DemoProgressStore } from '../../../ports/demo-progress.ts';
import type { LiveEvents } from '../../../ports/live-events.ts';
import type { Identity, VerifyToken } from '../auth.ts';
import type { HttpEnv } from '../env.ts';
import type { Assets } from './assets.ts';
import type { Renderer } from './render.ts';

/** How people get into the pages: by picking a role in the demo, elsewhere by the access token that they were given. */
export type SignIn = { readonly kind: 'demo'; readonly secret: string } | { readonly kind: 'token' };

/** What the composition gives to the pages. */
export interface PagesDeps {
  readonly core: Core;
  readonly live: LiveEvents;
  /** Milliseconds that a stream stays open at most; null: as long as its session. */
  readonly mostStreamLife: number | null;
  readonly verifyToken: VerifyToken;
  readonly signIn: SignIn;
  /** How far the demo is; null where there is none to be made. */
  readonly making: Pick<DemoProgressStore, 'read'> | null;
  /** False while views are being written: they are then read anew for each request. */
  readonly cacheViews: boolean;
}

/** What the pages' own routes share. */
export interface PagesContext extends PagesDeps {
  readonly assets: Assets;
  readonly views: Renderer;
}

export type Theme = 'system' | 'light' | 'dark';

/** What the pages' middlewares leave for their routes. */
export interface PagesEnv {
  Variables: HttpEnv['Variables'] & {
    /** Null before signing in. */
    identity: Identity | null;
    theme: Theme;
  };
}
