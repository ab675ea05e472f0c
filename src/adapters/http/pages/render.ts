import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';

/** Turns a view and its complete model into HTML; everything printed is escaped unless a view includes another one. */
export interface Renderer {
  render(view: string, model: object): string;
}

/**
 * Views from `views/`. A value that a view prints and its model lacks is a mistake: it throws while views are not cached
 * (development and tests) and prints nothing in service, so that nobody ever reads the word "undefined".
 */
export function createRenderer(options: { readonly cache: boolean }): Renderer {
  const eta = new Eta({
    views: fileURLToPath(new URL('../../../../views', import.meta.url)),
    cache: options.cache,
    debug: !options.cache,
    autoEscape: true,
    autoFilter: true,
    filterFunction: (value) => {
      if (value !== undefined && value !== null) return value as string;
      if (!options.cache) throw new TypeError('A view printed a value that its model lacks');
      return '';
    },
  });
  return { render: (view, model) => eta.render(view, model) };
}
