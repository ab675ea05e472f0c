import { againstEveryStore } from './stores.ts';
import { upsellContract } from './upsell.ts';

await againstEveryStore(upsellContract);
