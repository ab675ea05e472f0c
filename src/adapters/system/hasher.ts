import { hash } from 'node:crypto';
import type { Hasher } from '../../ports/hasher.ts';

/** 22 characters of base64url are 132 bits. */
const LENGTH = 22;

export const sha256Hasher: Hasher = {
  hash: (text) => hash('sha256', text, 'base64url').slice(0, LENGTH),
};
