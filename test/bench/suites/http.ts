import autocannon from 'autocannon';
import { issueToken } from '../../../src/adapters/http/auth.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { overSocket } from '../../http/socket.ts';
import { ADMIN, SECRET } from '../../http/support.ts';
import { createWorld } from '../../http/world.ts';
import { median } from '../drive.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, perSecond } from '../report.ts';
import { startService } from '../service-process.ts';

const CONNECTIONS = [64, 256] as const;
const SECONDS = 3;

/** The consumption route over HTTP, durable, beside the same route with the capacity log replaced by memory. */
export async function compareWithMemory(rounds: number): Promise<Comparison[]> {
  const [first, second] = await Promise.all([startMongo(), startMongo()]);
  const services = {
    durable: await startService(first.uri, SECRET, 'mongo'),
    memory: await startService(second.uri, SECRET, 'memory'),
  };
  try {
    const targets = {
      durable: await openCampaign(services.durable.url),
      memory: await openCampaign(services.memory.url),
    };
    const rows: Comparison[] = [];
    for (const connections of CONNECTIONS) rows.push(await compare(targets, connections, rounds));
    return rows;
  } finally {
    await Promise.all(Object.values(services).map((service) => service.stop()));
    await Promise.all([first.stop(), second.stop()]);
  }
}

async function compare(
  targets: { durable: string; memory: string },
  connections: number,
  rounds: number,
): Promise<Comparison> {
  const rates = { durable: [] as number[], memory: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? (['durable', 'memory'] as const) : (['memory', 'durable'] as const)) {
      rates[name].push(await requestsPerSecond(targets[name], connections));
    }
  }
  const [ours, other] = [median(rates.durable), median(rates.memory)];
  const name = `POST consumption, ${connections} connections`;
  return { name, ours: perSecond(ours), other: perSecond(other), ratio: ours / other, target: 0.6 };
}

async function openCampaign(url: string): Promise<string> {
  const world = createWorld(overSocket(url));
  const terms = { model: 'seats', committedSeats: 100_000_000, seatPricePerMonth: '0.01' };
  const campaignId = await world.recruiting(await world.company(), terms);
  return `${url}/api/v1/campaigns/${campaignId}/consumption`;
}

async function requestsPerSecond(url: string, connections: number): Promise<number> {
  const token = await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const withKey = (request: autocannon.Request) => {
    const key = crypto.randomUUID();
    return {
      ...request,
      headers: { ...headers, 'Idempotency-Key': key },
      body: JSON.stringify({ subject: key }),
    };
  };
  const result = await autocannon({
    url,
    connections,
    duration: SECONDS,
    requests: [{ method: 'POST', headers, setupRequest: withKey }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}
