import { describe, expect, test } from 'vitest';
import type { Stores } from './stores.ts';

export function notesContract(name: string, stores: () => Stores): void {
  describe(`notes ${name}`, () => {
    test('notes are found by their ids until they are erased', async () => {
      const { one, other } = stores();
      await one.notes.save({ id: 'n1', campaignId: 'c', text: 'First' });
      await one.notes.save({ id: 'n2', campaignId: 'c', text: 'Second' });

      await other.notes.erase('n1');
      await other.notes.erase('never there');

      expect(await one.notes.byIds(['n1', 'n2', 'n3'])).toEqual(new Map([['n2', 'Second']]));
      expect(await one.notes.byIds([])).toEqual(new Map());
    });

    test('saving a note again leaves one', async () => {
      const { one } = stores();
      await one.notes.save({ id: 'n', campaignId: 'c', text: 'Said' });
      await one.notes.save({ id: 'n', campaignId: 'c', text: 'Said' });

      expect(await one.notes.byIds(['n'])).toEqual(new Map([['n', 'Said']]));
    });
  });
}
