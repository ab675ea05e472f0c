import { dueAccountsContract } from './due-accounts.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(dueAccountsContract);
