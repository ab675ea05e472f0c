import { auditContract } from './audit.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(auditContract);
