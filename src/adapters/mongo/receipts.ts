import type { Db } from 'mongodb';
import type { Receipt } from '../../core/domain/shared/receipt.ts';
import type { ReceiptRepository } from '../../ports/receipt-repository.ts';
import { documentsOf, orNull } from './documents.ts';

export function createMongoReceipts(db: Db): ReceiptRepository {
  const receipts = documentsOf(db, 'receipts');
  return { find: async (id) => orNull<Receipt>(await receipts.findOne({ _id: id })) };
}
