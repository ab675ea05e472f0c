import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { HttpEnv } from './env.ts';
import type { OpenApiDocument } from './openapi.ts';

/** A token for the person who is signed in to the pages, or null. */
export type OfferToken = (c: Context<HttpEnv>) => Promise<{ readonly role: string; readonly token: string } | null>;

const START = `const { token } = document.currentScript.dataset;
Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
  authentication: { preferredSecurityScheme: 'bearer', ...(token && { securitySchemes: { bearer: { token } } }) },
});
`;

/** `/openapi.json`, and `/docs` that renders it with files of this service alone. */
export function docsRoutes(document: OpenApiDocument, offerToken: OfferToken = async () => null): Hono<HttpEnv> {
  const json = JSON.stringify(document);
  let reference: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return new Hono<HttpEnv>()
    .get('/openapi.json', (c) => c.body(json, 200, { 'Content-Type': 'application/json' }))
    .get('/docs/scalar.js', async (c) => {
      reference ??= readReference();
      return c.body(await reference, 200, { ...SCRIPT, 'Cache-Control': 'public, max-age=86400' });
    })
    .get('/docs/start.js', (c) => c.body(START, 200, { ...SCRIPT, 'Cache-Control': 'no-cache' }))
    .get('/docs', docsHeaders, async (c) => {
      const offer = await offerToken(c);
      return c.html(page(offer), 200, { 'Cache-Control': 'no-store' });
    });
}

const SCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

/** Scalar writes its styles into the page, so these must be allowed inline; scripts, fonts and calls are this origin's only. */
const docsHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
  },
  xFrameOptions: 'DENY',
});

function page(offer: { readonly role: string; readonly token: string } | null): string {
  const attribute = offer ? ` data-token="${offer.token}"` : '';
  const notice = offer ? `<p>A token of the role ${offer.role}, good for an hour: <code>${offer.token}</code></p>` : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API – Campaign management</title></head>
<body>${notice}<div id="reference"></div><script src="/docs/scalar.js"></script><script src="/docs/start.js"${attribute}></script></body>
</html>
`;
}

async function readReference(): Promise<Uint8Array<ArrayBuffer>> {
  const entry = import.meta.resolve('@scalar/api-reference');
  return new Uint8Array(await readFile(new URL('./browser/standalone.js', entry)));
}
