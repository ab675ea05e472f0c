import { notesContract } from './notes.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(notesContract);
