import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { DomainError } from '../../core/domain/shared/errors.ts';
import type { HttpEnv } from './env.ts';

/** Refuses any query on operations that publish none; the others refuse what they do not know by their own schema. */
export function refuseUnknownQuery(api: OpenAPIHono<HttpEnv>, base: string): MiddlewareHandler<HttpEnv> {
  let withoutQuery: Set<string> | undefined;
  return async (c, next) => {
    const [name] = Object.keys(c.req.query());
    if (name !== undefined) {
      withoutQuery ??= operationsWithoutQuery(api, base);
      const { method } = c.req;
      if (matchedRoutes(c).some(({ path }) => withoutQuery?.has(`${method} ${path}`))) throw unknown(name);
    }
    await next();
  };
}

function operationsWithoutQuery(api: OpenAPIHono<HttpEnv>, base: string): Set<string> {
  const found = new Set<string>();
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route' || definition.route.request?.query) continue;
    const { method, path } = definition.route;
    found.add(`${method.toUpperCase()} ${base}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
  }
  return found;
}

function unknown(path: string): DomainError {
  const message = `${path} is not a known field`;
  const issues = [{ path, code: 'UNKNOWN_FIELD', message }];
  return new DomainError('malformed', 'MALFORMED', message, { issues });
}
