import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const FOLDER = new URL('../assets/', import.meta.url);

interface Asset {
  readonly url: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The addresses of what pages load, each with a hash of its content, so that browsers may keep it for ever. */
export interface Assets {
  /** The address of an asset, e.g. `app.css`. Throws where there is none, which is a mistake in a view. */
  url(name: string): string;
  readonly routes: Hono;
}

/** Reads all styles and scripts once; htmx comes from its package, nothing from another origin. */
export function loadAssets(): Assets {
  const byName = new Map<string, Asset>();
  const add = (name: string, type: string, body: Uint8Array<ArrayBuffer>) => {
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    byName.set(name, { url: `/assets/${name.replace(/(\.\w+)$/, `.${digest}$1`)}`, type, body });
  };
  add('app.css', 'text/css; charset=utf-8', joined('css/'));
  for (const file of readdirSync(new URL('js/', FOLDER))) add(file, SCRIPT, read(new URL(`js/${file}`, FOLDER)));
  add('icon.svg', 'image/svg+xml', read(new URL('icon.svg', FOLDER)));
  add('htmx.js', SCRIPT, read(fromPackage('htmx.org/dist/htmx.min.js')));
  add('hx-sse.js', SCRIPT, read(fromPackage('htmx.org/dist/ext/hx-sse.min.js')));
  return {
    url(name) {
      const asset = byName.get(name);
      if (!asset) throw new Error(`There is no asset ${name}`);
      return asset.url;
    },
    routes: routesOf([...byName.values()]),
  };
}

const SCRIPT = 'text/javascript; charset=utf-8';

function routesOf(assets: readonly Asset[]): Hono {
  const byUrl = new Map(assets.map((asset) => [asset.url, asset]));
  return new Hono().get('/assets/:file', (c) => {
    const asset = byUrl.get(c.req.path);
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    });
  });
}

function read(url: URL): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fileURLToPath(url)));
}

function joined(folder: string): Uint8Array<ArrayBuffer> {
  const files = readdirSync(new URL(folder, FOLDER)).sort();
  const text = files.map((file) => readFileSync(fileURLToPath(new URL(folder + file, FOLDER)), 'utf8')).join('\n');
  return new TextEncoder().encode(text);
}

function fromPackage(path: string): URL {
  return new URL(import.meta.resolve(path));
}
