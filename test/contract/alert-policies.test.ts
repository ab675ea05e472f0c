import { alertPoliciesContract } from './alert-policies.ts';
import { againstEveryStore } from './stores.ts';

await againstEveryStore(alertPoliciesContract);
