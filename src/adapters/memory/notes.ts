import type { NoteStore } from '../../ports/note-store.ts';

export function createMemoryNotes(): NoteStore {
  const notes = new Map<string, string>();
  return {
    async save({ id, text }) {
      notes.set(id, text);
    },
    async byIds(ids) {
      return new Map(ids.flatMap((id) => (notes.has(id) ? [[id, notes.get(id) ?? '']] : [])));
    },
    async erase(id) {
      notes.delete(id);
    },
  };
}
