import { campaignsContract } from './campaigns.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(campaignsContract);
