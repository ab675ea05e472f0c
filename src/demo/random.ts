/** Numbers that look random and are the same for the same seed on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both possible. */
  integer(min: number, max: number): number;
  /** 64 bits as hexadecimal text. */
  hex(): string;
}

/** Mulberry32, seeded by FNV-1a of the text: enough for a believable history, for nothing secret. */
export function createRandom(seed: string): Random {
  let state = hashOf(seed);
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => bits() / 2 ** 32;
  const hex = () => bits().toString(16).padStart(8, '0');
  return {
    next,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    hex: () => hex() + hex(),
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
