import type { Issue } from '../shared/errors.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import { CONFIG_DEPTH_MAX, CONFIG_MAX } from './limits.ts';

export interface MergedConfig {
  readonly config: JsonObject;
  /** Dotted paths of the values that the overrides set, in their order. */
  readonly overriddenPaths: readonly string[];
  readonly issues: readonly Issue[];
}

/** Keys that reach an object's prototype in JavaScript. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The base with the overrides merged over it: objects recursively, arrays and scalars whole. A null base counts as absent.
 * A value whose type differs from the base's is an issue, at any depth; so is a key such as `__proto__`.
 */
export function mergeConfig(base: JsonObject, overrides: JsonObject): MergedConfig {
  const overriddenPaths: string[] = [];
  const issues = configIssues('configOverrides', overrides);
  if (issues.length > 0) return { config: base, overriddenPaths, issues };
  const config = mergeObjects(base, overrides, '', overriddenPaths, issues);
  return { config, overriddenPaths, issues };
}

/** What makes a configuration unacceptable whatever it says: forbidden keys, depth, size. */
export function configIssues(path: string, config: JsonObject): Issue[] {
  const complaint = complaintOf(config, 0);
  if (complaint !== null) return [{ path, code: 'INVALID_CONFIG', message: complaint }];
  if (JSON.stringify(config).length <= CONFIG_MAX) return [];
  return [{ path, code: 'INVALID_CONFIG', message: `A configuration has at most ${CONFIG_MAX} characters` }];
}

function complaintOf(value: Json, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= CONFIG_DEPTH_MAX) return `A configuration is nested at most ${CONFIG_DEPTH_MAX} levels deep`;
  for (const [key, inner] of Object.entries(value)) {
    const found = FORBIDDEN_KEYS.has(key) ? `The key ${key} is not allowed` : complaintOf(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function mergeObjects(base: JsonObject, over: JsonObject, path: string, paths: string[], issues: Issue[]): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const at = path === '' ? key : `${path}.${key}`;
    const below = Object.hasOwn(base, key) ? (base[key] ?? null) : null;
    if (below !== null && typeOf(below) !== typeOf(value)) {
      const message = `${at} is ${typeOf(below)} in the template, not ${typeOf(value)}`;
      issues.push({ path: `configOverrides.${at}`, code: 'INVALID_CONFIG', message });
    } else if (isObject(value) && (isObject(below) || Object.keys(value).length > 0)) {
      merged[key] = mergeObjects(isObject(below) ? below : {}, value, at, paths, issues);
    } else {
      merged[key] = value;
      paths.push(at);
    }
  }
  return merged;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
