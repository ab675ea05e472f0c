import type { Instant } from '../shared/time.ts';

/** Hexadecimal digits of the id that carry the sequence: enough for 6.8 × 10^10 entries in an account. */
const SEQUENCE_DIGITS = 9;
const SEED_DIGITS = 9;

/**
 * An entry's id: shaped like a UUIDv7 (48 bits of the time, version, variant), then 36 bits of the entry's sequence and 36 of the
 * commit's seed. So ids sort by time, and an entry is found by its account and sequence without an index on ids.
 */
export function entryId(sequence: number, recordedAt: Instant, seed: string): string {
  const time = recordedAt.toString(16).padStart(12, '0');
  const order = sequence.toString(16).padStart(SEQUENCE_DIGITS, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order.slice(0, 3)}-8${order.slice(3, 6)}-${order.slice(6)}${seed}`;
}

/** The random part that the ids of one commit share: the last digits of its writer's token. */
export function seedOf(writer: string): string {
  return writer
    .replaceAll(/[^0-9a-f]/g, '')
    .slice(-SEED_DIGITS)
    .padStart(SEED_DIGITS, '0');
}

/** The sequence within an entry's id; null where the text is no entry's id. */
export function sequenceOf(id: string): number | null {
  const match = /^[0-9a-f]{8}-[0-9a-f]{4}-7([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{3})[0-9a-f]{9}$/.exec(id);
  return match ? Number.parseInt(`${match[1]}${match[2]}${match[3]}`, 16) : null;
}
