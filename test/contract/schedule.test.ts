import { scheduleContract } from './schedule.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(scheduleContract);
