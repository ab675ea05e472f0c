import type { ReceiptRepository } from '../../ports/receipt-repository.ts';
import type { Tables } from './tables.ts';

export function createMemoryReceipts(tables: Tables): ReceiptRepository {
  return { find: async (id) => tables.receipts.get(id) ?? null };
}
