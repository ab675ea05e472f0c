import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeConfig } from '../../../src/core/domain/campaign/merge-config.ts';
import { mergePatch } from '../../../src/core/domain/campaign/merge-patch.ts';
import type { Json, JsonObject } from '../../../src/core/domain/shared/json.ts';

const base: JsonObject = {
  sessionDuration: 60,
  format: null,
  levels: ['A1', 'A2'],
  schedule: { days: ['mon'], hour: { from: 9, to: 11 } },
};

describe('mergeConfig()', () => {
  test('merges objects and replaces arrays and scalars whole', () => {
    const { config, overriddenPaths, issues } = mergeConfig(base, {
      sessionDuration: 90,
      levels: ['B1'],
      schedule: { hour: { to: 12 } },
      extra: { a: { b: 1 } },
    });
    expect(issues).toEqual([]);
    expect(config).toEqual({
      ...base,
      sessionDuration: 90,
      levels: ['B1'],
      schedule: { days: ['mon'], hour: { from: 9, to: 12 } },
      extra: { a: { b: 1 } },
    });
    expect(overriddenPaths).toEqual(['sessionDuration', 'levels', 'schedule.hour.to', 'extra.a.b']);
  });

  test('a null base counts as absent', () => {
    expect(mergeConfig(base, { format: { online: true } })).toMatchObject({
      config: { format: { online: true } },
      overriddenPaths: ['format.online'],
      issues: [],
    });
  });

  test.each<[JsonObject, string]>([
    [{ sessionDuration: '90' }, 'configOverrides.sessionDuration'],
    [{ levels: { 0: 'B1' } }, 'configOverrides.levels'],
    [{ schedule: ['mon'] }, 'configOverrides.schedule'],
    [{ schedule: { hour: { from: true } } }, 'configOverrides.schedule.hour.from'],
    [{ sessionDuration: null }, 'configOverrides.sessionDuration'],
  ])('refuses another type than the template has: %j', (overrides, path) => {
    expect(mergeConfig(base, overrides).issues).toMatchObject([{ path, code: 'INVALID_CONFIG' }]);
  });

  test.each(['{"__proto__": {"admin": true}}', '{"a": {"constructor": 1}}', '{"a": [{"prototype": 1}]}'])(
    'refuses keys that reach a prototype: %s',
    (text) => {
      const { config, issues } = mergeConfig(base, JSON.parse(text));
      expect(issues).toMatchObject([{ code: 'INVALID_CONFIG' }]);
      expect(config).toEqual(base);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  test('refuses what is nested too deep without running out of stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(mergeConfig({}, deep).issues).toMatchObject([{ code: 'INVALID_CONFIG' }]);
  });

  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const { config: anyConfig } = fc.letrec<{ config: JsonObject; value: Json }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.array(fc.integer()), tie('config')),
    config: fc.dictionary(key, tie('value'), { noNullPrototype: true }),
  }));

  test('what was not overridden stays, what was overridden is the override, and merging again changes nothing', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, (template, overrides) => {
        const merged = mergeConfig(template, overrides);
        fc.pre(merged.issues.length === 0);
        for (const path of leaves(merged.config))
          expect(valueAt(merged.config, path)).toEqual(
            valueAt(merged.overriddenPaths.includes(path) ? overrides : template, path),
          );
        expect(mergeConfig(merged.config, overrides).config).toEqual(merged.config);
        expect(mergeConfig(template, {})).toEqual({ config: template, overriddenPaths: [], issues: [] });
      }),
    );
  });
});

test('mergePatch() removes by null and merges what is nested', () => {
  expect(mergePatch({ a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null, e: 3 }, f: [null] })).toEqual({
    b: { d: 2, e: 3 },
    f: [null],
  });
});

function leaves(value: Json, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

function valueAt(value: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
}
