import { createInterface } from 'node:readline';
import { ip } from './namespaces.ts';
import { openReaders } from './reader.ts';

// Clients behind a wire of their own, whose other end is put into this process's network once it runs: it is pulled when told so, and
// then neither side hears anything more of the other.
const [wire = '', address = ''] = process.argv.slice(2);
console.log('ready');

const orders: Record<string, (...args: string[]) => Promise<void>> = {
  async connect(url = '', token = '', count = '0') {
    await ip('link', 'set', 'lo', 'up');
    await ip('address', 'add', address, 'dev', wire);
    await ip('link', 'set', wire, 'up');
    await openReaders(Number(count), { url, token, reconnectAfter: 3_600_000 });
  },
  async pull() {
    await ip('link', 'set', wire, 'down');
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [order = '', ...args] = line.split(' ');
  await orders[order]?.(...args);
  console.log(order);
}
