import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { accessLog } from './access-log.ts';
import { API_BASE, type ApiOptions, createApi } from './api.ts';
import { docsRoutes, type OfferToken } from './docs.ts';
import type { HttpEnv } from './env.ts';
import { type Health, healthRoutes } from './health.ts';
import { localHostOnly } from './local-host.ts';
import type { Metrics } from './metrics.ts';
import { describe } from './openapi.ts';
import { answerError, HttpProblem } from './problem.ts';
import { problemPages } from './problem-pages.ts';

export interface AppOptions extends ApiOptions {
  readonly health: Health;
  readonly metrics: Metrics;
  /** In the demo only requests to localhost are answered. */
  readonly demo: boolean;
  /** The HTML pages, mounted last; left out where there are none. */
  readonly pages?: Hono<HttpEnv>;
  /** The demo's token for whoever is signed in to the pages. */
  readonly offerToken?: OfferToken;
}

/** The whole HTTP edge as one function from request to answer. */
export function createApp(options: AppOptions): OpenAPIHono<HttpEnv> {
  const app = new OpenAPIHono<HttpEnv>();
  app.onError(answerError);
  app.notFound((c) => answerError(new HttpProblem('NOT_FOUND'), c));
  app.use(requestId());
  app.use(accessLog(options.metrics));
  if (options.demo) app.use(localHostOnly());
  app.route('/', healthRoutes(options.health, options.metrics));
  app.use(
    '/api/*',
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
    }),
  );
  app.route(API_BASE, createApi(options));
  // Answers here, so that what the API does not have never reaches the pages.
  app.all('/api/*', (c) => answerError(new HttpProblem('NOT_FOUND'), c));
  const document = describe(app);
  app.route('/', docsRoutes(document, options.offerToken));
  app.route('/', problemPages());
  if (options.pages) app.route('/', options.pages);
  return app;
}
