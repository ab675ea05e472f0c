import { snapshotsContract } from './snapshots.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(snapshotsContract);
