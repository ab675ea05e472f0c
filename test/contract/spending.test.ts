import { spendingContract } from './spending.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(spendingContract);
