import { dayEndsContract } from './day-ends.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(dayEndsContract);
