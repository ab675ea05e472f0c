/** A digest that tells one request body from another: SHA-256 in base64url, the first 22 characters. */
export interface Hasher {
  hash(text: string): string;
}
