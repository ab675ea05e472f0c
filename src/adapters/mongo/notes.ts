import type { Db } from 'mongodb';
import type { NoteStore } from '../../ports/note-store.ts';

interface StoredNote {
  readonly _id: string;
  readonly campaignId: string;
  readonly text: string;
}

export function createMongoNotes(db: Db): NoteStore {
  const notes = db.collection<StoredNote>('notes');
  return {
    async save({ id, campaignId, text }) {
      await notes.replaceOne({ _id: id }, { campaignId, text }, { upsert: true });
    },
    async byIds(ids) {
      const found = await notes.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map(({ _id, text }) => [_id, text]));
    },
    async erase(id) {
      await notes.deleteOne({ _id: id });
    },
  };
}
