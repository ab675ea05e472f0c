import { expiryContract } from './expiry.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(expiryContract);
