import { againstEveryStore } from './stores.ts';
import { transactionsContract } from './transactions.ts';

await againstEveryStore(transactionsContract);
