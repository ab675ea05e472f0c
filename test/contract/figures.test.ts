import { figuresContract } from './figures.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(figuresContract);
