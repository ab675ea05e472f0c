import { setTimeout as wait } from 'node:timers/promises';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { createMongoNotifications } from '../../src/adapters/mongo/notifications.ts';

// Says so many events a second into the log that the service follows, each with its time, until it is told to end.
const [mongoUri = '', rate = '100'] = process.argv.slice(2);
const { client, db } = await connectMongo(mongoUri);
const log = createMongoNotifications(client, db);
const run = process.pid;
const began = performance.now();
const underWay = new Set<Promise<void>>();
let said = 0;
let ending = false;
process.once('message', () => {
  ending = true;
});

while (!ending) {
  const due = Math.floor(((performance.now() - began) / 1_000) * Number(rate));
  for (; said < due; said += 1) {
    const appended: Promise<void> = log
      .append({
        type: 'campaign.transitioned',
        causeId: `stress/${run}/${said}`,
        campaignId: '01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5e',
        companyId: '01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5f',
        at: Date.now(),
        data: { from: 'planned', to: 'active', saidAt: performance.timeOrigin + performance.now() },
      })
      .finally(() => underWay.delete(appended));
    underWay.add(appended);
  }
  await wait(5);
}
await Promise.all(underWay);
const { newest } = await log.bounds();
process.send?.({ said, newest });
await client.close();
process.disconnect?.();
