import process from 'node:process';
import { createMongoCapacityLog } from '../../src/adapters/mongo/capacity-log.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createUuids } from '../../src/adapters/system/ids.ts';
import type { Command } from '../../src/core/domain/capacity/command.ts';
import { DomainError } from '../../src/core/domain/shared/errors.ts';
import { createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import type { Told } from './operation.ts';

// One process of the service without its edge, to be asked over its channel and killed. It remembers little, so that much has to be read.

export interface Question {
  readonly number: number;
  readonly accountId: string;
  readonly command: Command | null;
}

export interface Reply {
  readonly number: number;
  readonly told: Told;
  readonly looks: readonly number[];
}

const MEMORY = { accounts: 2, keys: 16, subjects: 8 };

const [uri = '', blind = ''] = process.argv.slice(2);
// While the database is away it cannot begin, and is started again.
const { db } = await connectMongo(uri).catch(() => process.exit(1));
const looks: number[] = [];
const clock = {
  now() {
    const now = systemClock.now();
    looks.push(now);
    return now;
  },
};
const log = createMongoCapacityLog(db);
const capacityLog = blind ? { ...log, moved: async () => new Set<string>() } : log;
const ports = { capacityLog, clock, ids: createUuids() };
const accounts = createCapacityAccounts(ports, { memory: MEMORY });

async function ask({ accountId, command }: Question): Promise<Told> {
  try {
    if (!command) return { account: await accounts.read(accountId) };
    return { answer: await accounts.submit(accountId, command) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, details } = error;
    return { refusal: { code, message, details } };
  }
}

process.on('message', async (question: Question) => {
  const from = looks.length;
  const told = await ask(question);
  process.send?.({ number: question.number, told, looks: [...new Set(looks.slice(from))] } satisfies Reply);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
