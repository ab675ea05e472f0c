import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { HttpEnv } from '../../src/adapters/http/env.ts';
import type { Role } from '../../src/core/domain/access/actor.ts';

export interface Media {
  readonly schema: z.ZodType;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Operation {
  readonly method: string;
  /** With `{id}` in it. */
  readonly path: string;
  readonly operationId: string;
  readonly roles: readonly Role[];
  readonly requestBody: Media | null;
  readonly responses: Readonly<Record<number, Readonly<Record<string, Media>>>>;
}

/** The published contract, as the running app describes it. */
export interface Contract {
  readonly operations: readonly Operation[];
  /** Throws where an answer has a status or a form that its operation does not publish. */
  check(method: string, url: string, answer: { status: number; headers: Headers; body: unknown }): void;
}

interface RegisteredRoute {
  method: string;
  path: string;
  operationId: string;
  'x-roles': Role[];
  request?: { body?: { content: Record<string, Media> } };
  responses: Record<number, { content?: Record<string, Media> }>;
}

export function contractOf(app: OpenAPIHono<HttpEnv>): Contract {
  const operations = app.openAPIRegistry.definitions
    .filter((definition) => definition.type === 'route')
    .map(({ route }) => toOperation(route as unknown as RegisteredRoute));
  const byPattern = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
    .sort((a, b) => Number(a.operation.path.includes('}')) - Number(b.operation.path.includes('}')));
  return {
    operations,
    check(method, url, answer) {
      const { pathname } = new URL(url, 'http://localhost');
      const literal = byPattern.filter(
        ({ operation, pattern }) => operation.method === method && pattern.test(pathname),
      );
      const found = literal.toSorted((a, b) => parameters(a.operation.path) - parameters(b.operation.path))[0];
      if (found) checkAnswer(found.operation, answer);
    },
  };
}

function checkAnswer(
  operation: Operation,
  { status, headers, body }: { status: number; headers: Headers; body: unknown },
) {
  const where = `${operation.method} ${operation.path} answered ${status}`;
  const published = operation.responses[status];
  if (!published) throw new Error(`${where}, which it does not publish`);
  const type = headers.get('Content-Type')?.split(';')[0] ?? '';
  if (Object.keys(published).length === 0) return;
  const media = published[type];
  if (!media) throw new Error(`${where} as ${type}, which it does not publish`);
  const parsed = media.schema.parse(body);
  if (!isDeepStrictEqual(parsed, body)) {
    throw new Error(`${where} with fields that it does not publish: ${JSON.stringify(body)}`);
  }
}

function toOperation(route: RegisteredRoute): Operation {
  return {
    method: route.method.toUpperCase(),
    path: route.path,
    operationId: route.operationId,
    roles: route['x-roles'],
    requestBody: route.request?.body?.content['application/json'] ?? null,
    responses: Object.fromEntries(
      Object.entries(route.responses).map(([status, { content = {} }]) => [Number(status), content]),
    ),
  };
}

function parameters(path: string): number {
  return path.split('{').length;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
