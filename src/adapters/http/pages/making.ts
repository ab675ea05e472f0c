import type { MiddlewareHandler } from 'hono';
import type { PagesContext, PagesEnv } from './deps.ts';

/** Until the demo is whole, every page says how far it is and looks again each second; after that it asks no more. */
export function whileMaking(pages: PagesContext): MiddlewareHandler<PagesEnv> {
  let made = pages.making === null;
  return async (c, next) => {
    if (!made) {
      const progress = (await pages.making?.read()) ?? { percent: 0, label: '', done: false };
      if (!progress.done) {
        const { url } = pages.assets;
        const model = { percent: progress.percent, label: progress.label, css: url('app.css'), icon: url('icon.svg') };
        return c.html(pages.views.render('making', model), 503, { 'Retry-After': '1' });
      }
      made = true;
    }
    await next();
  };
}
