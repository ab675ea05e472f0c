/**
 * The versions that have a day of their own, by that day: a version gives way to every later one from that one's day on, also where the
 * later one counts from an earlier or the same day, and is then set aside as a whole.
 * @param versions in the order in which they were put
 */
export function standingVersions<T extends { readonly effectiveFrom: string }>(versions: readonly T[]): T[] {
  return versions.filter(({ effectiveFrom }, at) =>
    versions.slice(at + 1).every((later) => later.effectiveFrom > effectiveFrom),
  );
}
