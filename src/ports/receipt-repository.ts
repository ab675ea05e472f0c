import type { Receipt } from '../core/domain/shared/receipt.ts';

/** First answers to keyed requests; kept at least 30 days. */
export interface ReceiptRepository {
  find(id: string): Promise<Receipt | null>;
}
