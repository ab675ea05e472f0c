import { activitiesContract } from './activities.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(activitiesContract);
