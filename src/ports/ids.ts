/** New identifiers: UUIDv7, so that they sort by time of making. */
export interface Ids {
  next(): string;
}
