/** Whether two plain values are the same, key by key and item by item; the order of keys does not matter. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a).filter((key) => (a as Fields)[key] !== undefined);
  const others = Object.keys(b).filter((key) => (b as Fields)[key] !== undefined);
  return keys.length === others.length && keys.every((key) => isEqual((a as Fields)[key], (b as Fields)[key]));
}

type Fields = Record<string, unknown>;
