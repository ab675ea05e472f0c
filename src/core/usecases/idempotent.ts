/** The answer to a keyed request, and whether it is the first one given again. */
export interface Keyed<T> {
  readonly result: T;
  readonly replayed: boolean;
}
