import { createInterface } from 'node:readline';
import { run } from '../../src/main.ts';

// The service in a process of its own, as it is started for people, on Node or Deno; it says where it listens, and when it is
// asked, how much memory it holds after a collection and how many milliseconds it has computed.
const service = await run({ mongoUri: process.env.MONGODB_URI ?? '', env: process.env });
console.log(JSON.stringify({ url: service.url }));
process.once('SIGTERM', async () => {
  await service.stop();
  process.exit(0);
});
for await (const _line of createInterface({ input: process.stdin })) {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ memory: heapUsed + external, cpu: (user + system) / 1_000 }));
}
