import { describe, expect, test } from 'vitest';
import { aReceipt, insert } from './documents.ts';
import type { Stores } from './stores.ts';

export function receiptsContract(name: string, stores: () => Stores): void {
  describe(`receipts ${name}`, () => {
    test('a first answer comes back as it was, and an unknown key has none', async () => {
      const { one, other } = stores();
      const result = { id: 'c1', amount: null, list: [{ deep: [1, 0.25, 'x'] }], 'dotted.key': { $op: true } };
      const receipt = aReceipt({ id: 'caller POST /campaigns key', result });
      await one.transactions.commit([insert('receipts', receipt)]);

      expect(await other.receipts.find(receipt.id)).toEqual(receipt);
      expect(await other.receipts.find('caller POST /campaigns other')).toBeNull();
    });
  });
}
