import { catalogueContract } from './catalogue.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(catalogueContract);
