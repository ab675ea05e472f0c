import { expect, test } from 'vitest';
import { sha256Hasher } from '../../src/adapters/system/hasher.ts';

test('a hash is the beginning of SHA-256 in base64url, of the text as UTF-8', () => {
  // The digests of '' and 'abc' are test vectors of FIPS 180-4.
  const digest = (hex: string) => Buffer.from(hex, 'hex').toString('base64url').slice(0, 22);

  expect(sha256Hasher.hash('')).toBe(digest('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
  expect(sha256Hasher.hash('abc')).toBe(digest('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'));
  expect(sha256Hasher.hash('ü')).not.toBe(sha256Hasher.hash('u'));
});
