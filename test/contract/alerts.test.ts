import { alertsContract } from './alerts.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(alertsContract);
