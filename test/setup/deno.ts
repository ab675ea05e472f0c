import { findDeno } from '../../scripts/find-deno.ts';

let found: Promise<string> | undefined;

/** The Deno for the tests that need it; fetched once into the cache folder where the machine has none. */
export function deno(): Promise<string> {
  found ??= findDeno((line) => console.error(line));
  return found;
}
