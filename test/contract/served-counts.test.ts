import { servedCountsContract } from './served-counts.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(servedCountsContract);
