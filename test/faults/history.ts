/** One answered request, as the client saw it. A request that was never answered is not in the history. */
export interface Answered {
  readonly campaignId: string;
  readonly operation: 'consume' | 'release';
  readonly key: string;
  readonly subject: string | null;
  /** Units asked for. */
  readonly quantity: number;
  /** When the first attempt was sent and when the answer arrived. */
  readonly from: number;
  readonly to: number;
  readonly status: number;
  readonly code: string | null;
  readonly entry: AnsweredEntry | null;
}

export interface AnsweredEntry {
  readonly id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly quantity: number;
  readonly subject: string | null;
  readonly idempotencyKey: string | null;
}
