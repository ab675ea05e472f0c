import type { Db } from 'mongodb';
import type { PolicyDocument } from '../../core/domain/alerting/policy.ts';
import type { Silence } from '../../core/domain/alerting/silence.ts';
import type { AlertPolicyRepository } from '../../ports/alert-policy-repository.ts';
import type { SilenceRepository } from '../../ports/silence-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('createdAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoAlertPolicies(db: Db): AlertPolicyRepository {
  const policies = documentsOf(db, 'alertPolicies');
  return { find: async (id) => orNull<PolicyDocument>(await policies.findOne({ _id: id })) };
}

export function createMongoSilences(db: Db): SilenceRepository {
  const silences = documentsOf(db, 'silences');
  return {
    find: async (id) => orNull<Silence>(await silences.findOne({ _id: id })),
    async list({ companyId, campaignId, ...page }) {
      const found = await pageOf(silences, equals({ companyId, campaignId }), NEWEST_FIRST, page);
      return { ...found, items: found.items.map((stored) => fromStored<Silence>(stored)) };
    },
    async lasting(companyId, at) {
      const found = await silences.find({ companyId, until: { $gt: at } }).toArray();
      return found.map((stored) => fromStored<Silence>(stored));
    },
  };
}
