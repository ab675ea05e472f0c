import type { Json, JsonObject } from '../shared/json.ts';

/** A JSON merge patch (RFC 7396) applied to an object: null removes a key, objects merge, everything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result = new Map<string, Json>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else if (isObject(value)) {
      const below = result.get(key) ?? null;
      result.set(key, mergePatch(isObject(below) ? below : {}, value));
    } else result.set(key, value);
  }
  return Object.fromEntries(result);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
