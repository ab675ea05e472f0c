/** What is to be known of the addresses of webhooks before they are called. */
export interface WebhookEndpoints {
  /** A new signing secret: `whsec_` and 24 random bytes in base64. */
  newSecret(): string;
  /** Whether the address leads, by its name's present resolution, into a private or local network; false where it resolves to nothing. */
  isPrivate(url: string): Promise<boolean>;
}
