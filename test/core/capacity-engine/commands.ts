import type { Command } from '../../../src/core/domain/capacity/command.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { SCALE, type Unit } from '../../../src/core/domain/shared/quantity.ts';

export const CAMPAIGN = '01890000-0000-7000-8000-0000000000c1';

const common = { campaignId: CAMPAIGN, hash: null, actor: 'coordinator-1', occurredAt: null } as const;

interface TermsOptions {
  campaignId?: string;
  version?: number;
  unit?: Unit;
  /** In units. */
  capacity?: number;
  overage?: number;
  pool?: { capacity: number; overage: number } | null;
}

export function terms(options: TermsOptions = {}): Command {
  const {
    campaignId = CAMPAIGN,
    version = 1,
    unit = 'session',
    capacity = 100,
    overage = 1_000,
    pool = null,
  } = options;
  return {
    ...common,
    campaignId,
    kind: 'change',
    key: `resize/${campaignId}/t${version}`,
    change: {
      kind: 'terms',
      version,
      companyId: 'company-1',
      unit,
      capacity: capacity * SCALE,
      overage,
      rate: null,
      madeAt: 0,
      allocationCost: 0,
      pool: pool && { capacity: pool.capacity * SCALE, overage: pool.overage },
    },
  };
}

export function status(to: CampaignStatus = 'active', version = 2, campaignId = CAMPAIGN): Command {
  return {
    ...common,
    campaignId,
    kind: 'change',
    key: `open/${campaignId}/v${version}`,
    change: { kind: 'status', version, status: to, companyId: 'company-1' },
  };
}

interface ConsumeOptions {
  key: string;
  campaignId?: string;
  hash?: string;
  /** In units. */
  quantity?: number;
  subject?: string | null;
}

export function consume(options: ConsumeOptions): Command {
  const { key, campaignId = CAMPAIGN, quantity = 1, subject = null, hash = `${quantity}/${subject}` } = options;
  return {
    ...common,
    campaignId,
    kind: 'consume',
    key: `${campaignId}/${key}`,
    hash,
    quantity: quantity * SCALE,
    volume: null,
    subject,
  };
}

export function release(subject: string, key: string, campaignId = CAMPAIGN): Command {
  return { ...common, campaignId, kind: 'release', key: `${campaignId}/${key}`, hash: subject, subject };
}

export function reverse(entryId: string, key: string, quantity: number | null = null): Command {
  const amount = quantity === null ? null : quantity * SCALE;
  return {
    ...common,
    kind: 'reverse',
    key: `${CAMPAIGN}/${key}`,
    hash: `${entryId}/${quantity}`,
    entryId,
    quantity: amount,
  };
}

export function hold(key: string, ttl: number, subject: string | null = null, quantity = 1): Command {
  return {
    ...common,
    kind: 'hold',
    key: `${CAMPAIGN}/${key}`,
    hash: `${quantity}/${subject}`,
    quantity: quantity * SCALE,
    subject,
    ttl,
  };
}
