/** An optional field of an input: absent or null where nothing is known yet. */
export type Given<T> = T | null | undefined;

/** A JSON merge patch of T: undefined leaves a field as it is, null clears it. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | null | undefined };
