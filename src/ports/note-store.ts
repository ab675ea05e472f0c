/** Free text that stands outside the ledger, which keeps its id, so that it can be erased. */
export interface NoteStore {
  save(note: { id: string; campaignId: string; text: string }): Promise<void>;
  byIds(ids: readonly string[]): Promise<Map<string, string>>;
  erase(id: string): Promise<void>;
}
