import { billingRecordsContract } from './billing-records.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(billingRecordsContract);
