import { receiptsContract } from './receipts.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(receiptsContract);
