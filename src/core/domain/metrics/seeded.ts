/** Whole numbers from 0 to 2^32 − 1 that look random and are the same for the same seed on every machine. */
export type Draw = () => number;

/** sfc32, its state filled by FNV-1a of the seed under four offsets and mixed by its first 16 numbers, which are thrown away. */
export function seededDraw(seed: string): Draw {
  let [a, b, c, counter] = [hashOf(seed, 1), hashOf(seed, 2), hashOf(seed, 3), 1];
  const draw = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let spilled = 0; spilled < 16; spilled += 1) draw();
  return draw;
}

function hashOf(text: string, offset: number): number {
  let hash = Math.imul(0x811c9dc5, offset);
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
