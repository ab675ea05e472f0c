import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';
import { ip, spawnIn } from './namespaces.ts';
import { openReaders } from './reader.ts';
import { type Runtime, startService } from './service-process.ts';
import { until } from './until.ts';

/** How many clients stay, half of them without reading. */
const STAYING = 20;
const PATIENCE = 120_000;
/** How the kernel prints the peers' address, and the inode of a socket that no process holds any more. */
const THEIRS = /^\s*\d+: \S+ 0200E70A:\S+ (?:\S+\s+){6}(?!0 )\d+ /gm;

/** Sockets towards the peers that the service holds. */
async function sockets(): Promise<number> {
  return [...(await readFile('/proc/net/tcp', 'latin1')).matchAll(THEIRS)].length;
}

/** Both ends of the wire; the network that they are in is seen by nobody else. */
const WIRE = { ours: '10.231.0.1', theirs: '10.231.0.2/30' };

// Runs in a network of its own: service, database, clients that stay, and in a further network those that vanish.
const [runtime = 'node', peers = '500'] = process.argv.slice(2);
await ip('link', 'set', 'lo', 'up');
const mongod = await startTestMongod();
const program = fileURLToPath(new URL('vanishing-peers.ts', import.meta.url));
const theirs = spawnIn(['unshare', '--net'], program, ['theirs', WIRE.theirs], { stdio: ['pipe', 'pipe', 'inherit'] });
if (!theirs.stdin || !theirs.stdout) throw new Error('The peers cannot be spoken to');
const { stdin } = theirs;
const lines = createInterface({ input: theirs.stdout })[Symbol.asyncIterator]();
async function tell(...order: (string | number)[]): Promise<void> {
  stdin.write(`${order.join(' ')}\n`);
  if ((await lines.next()).done) throw new Error('The peers have ended');
}

await lines.next();
await ip('link', 'add', 'ours', 'type', 'veth', 'peer', 'name', 'theirs', 'netns', String(theirs.pid));
await ip('address', 'add', `${WIRE.ours}/30`, 'dev', 'ours');
await ip('link', 'set', 'ours', 'up');
const service = await startService({ runtime: runtime as Runtime, mongoUri: mongod.uri, host: '0.0.0.0' });
const { url, token, port } = service;
const staying = await openReaders(STAYING, { url, token });
for (const reader of staying.slice(0, STAYING / 2)) reader.pause();
await tell('connect', `http://${WIRE.ours}:${port}`, token, peers);
await until(async () => (await service.streams()) === STAYING + Number(peers), 30_000, 'all streams are open');
// A heartbeat or two, so that the peers have been heard of before they vanish.
await wait(1_000);
await tell('pull');
const pulled = performance.now();
let left: number;
do {
  await wait(250);
  left = Math.max((await service.streams()) - STAYING, await sockets());
} while (left > 0 && performance.now() - pulled < PATIENCE);
const gone = performance.now() - pulled;
const cuts = staying.reduce((sum, { cuts }) => sum + cuts, 0);
console.log(JSON.stringify({ left, milliseconds: Math.round(gone), cuts }));
for (const reader of staying) reader.close();
theirs.kill('SIGKILL');
await service.stop();
await mongod.stop();
