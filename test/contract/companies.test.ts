import { companiesContract } from './companies.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(companiesContract);
