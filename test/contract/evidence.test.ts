import { evidenceContract } from './evidence.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(evidenceContract);
