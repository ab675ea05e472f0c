import { leasesContract } from './leases.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(leasesContract);
