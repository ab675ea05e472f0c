import { outboxContract } from './outbox.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(outboxContract);
