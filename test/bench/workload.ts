import type { Command } from '../../src/core/domain/capacity/command.ts';
import { SCALE, type Unit } from '../../src/core/domain/shared/quantity.ts';
import type { CapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';

const common = { hash: null, actor: 'bench', occurredAt: null } as const;

/** Opens campaigns with more capacity than a bench uses. */
export async function openCampaigns(
  accounts: CapacityAccounts,
  ids: readonly string[],
  unit: Unit = 'session',
): Promise<void> {
  await Promise.all(
    ids.map(async (campaignId) => {
      await accounts.submit(campaignId, {
        ...common,
        campaignId,
        kind: 'change',
        key: 'resize/t1',
        change: {
          kind: 'terms',
          version: 1,
          companyId: 'company',
          unit,
          capacity: 900_000_000 * SCALE,
          overage: 1_000,
          rate: null,
          madeAt: 0,
          allocationCost: 0,
          pool: null,
        },
      });
      await accounts.submit(campaignId, {
        ...common,
        campaignId,
        kind: 'change',
        key: 'open/v2',
        change: { kind: 'status', version: 2, status: 'active', companyId: 'company' },
      });
    }),
  );
}

export function consume(campaignId: string, key: string, subject: string | null = null): Command {
  return {
    ...common,
    campaignId,
    kind: 'consume',
    key: `${campaignId}/${key}`,
    hash: 'WkqJ3v0cU1mYhT5dQe9s2A',
    quantity: SCALE,
    volume: null,
    subject,
  };
}

export function campaignIds(count: number): string[] {
  return Array.from({ length: count }, () => crypto.randomUUID());
}

/** Keys of one run, of which some repeat a key of the same campaign a little before: what clients do that retry. */
export function keysWithRepeats(total: number, repeated: number, campaigns: number): string[] {
  const back = campaigns * Math.ceil(200 / campaigns);
  const keys: string[] = [];
  for (let index = 0; index < total; index += 1) {
    const repeats = (index * 2_654_435_761) % 2 ** 32 < repeated * 2 ** 32;
    const earlier = repeats ? keys[index - back] : undefined;
    keys.push(earlier ?? crypto.randomUUID());
  }
  return keys;
}
