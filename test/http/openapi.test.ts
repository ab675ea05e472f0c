import { describe, expect, it } from 'vitest';
import { createTestApi } from './support.ts';

const { contract, service } = createTestApi();
const document = await (await service.app.request('/openapi.json')).json();
interface Body {
  content?: Record<string, { example?: unknown; examples?: unknown }>;
}
interface Described {
  operationId: string;
  requestBody?: Body;
  responses: Record<string, Body>;
}

const operations = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ where: `${method} ${path}`, operation })),
);

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and describes every route below /api/v1', () => {
    expect(document.openapi).toBe('3.1.0');
    const described = operations.map(({ where }) => where).sort();
    const mounted = service.app.routes
      .filter(({ method, path }) => path.startsWith('/api/v1/') && method !== 'ALL')
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described).toEqual([...new Set(mounted)].sort());
  });

  it('names each operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(operations)(
    'gives $where a summary, a tag, its security, its roles and the answers of every operation',
    ({ operation }) => {
      expect(operation).toMatchObject({
        operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
        summary: expect.stringMatching(/^.{5,}[^.]$/),
        tags: [expect.any(String)],
        security: [{ bearer: [] }],
        'x-permission': expect.any(String),
      });
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['400', '401', '403', '429', '500', '503']),
      );
    },
  );

  it.each(operations)('shows an example of every body of $where', ({ operation }) => {
    const bodies = [operation.requestBody, ...Object.values(operation.responses)];
    for (const media of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
      expect(media.example ?? media.examples).toBeDefined();
    }
  });

  it('states no default in a body, since clients made from it would then ask for the field', () => {
    const inputs = Object.entries(document.components.schemas).filter(([name]) => /(Input|Patch)$/.test(name));
    expect(inputs.length).toBeGreaterThan(10);
    for (const [name, schema] of inputs) expect(JSON.stringify(schema), name).not.toContain('"default"');
  });

  it('resolves every reference within itself', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g);
    for (const [reference, group, name] of references) {
      expect(document.components[group ?? '']?.[name ?? ''], reference).toBeDefined();
    }
  });
});

describe('the examples', () => {
  const bodies = contract.operations.flatMap(({ method, path, requestBody, responses }) => {
    const answers = Object.entries(responses).flatMap(([status, content]) =>
      Object.values(content).map((media) => ({ where: `${method} ${path} ${status}`, media })),
    );
    return requestBody ? [{ where: `${method} ${path} body`, media: requestBody }, ...answers] : answers;
  });

  it.each(bodies)('are valid by the schema that validates $where', ({ media }) => {
    const values = media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example];
    for (const value of values) expect(media.schema.safeParse(value).error).toBeUndefined();
  });
});
