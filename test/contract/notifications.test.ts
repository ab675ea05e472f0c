import { notificationsContract } from './notifications.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(notificationsContract);
