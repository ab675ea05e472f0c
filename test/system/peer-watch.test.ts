import { expect, test } from 'vitest';
import { openPeerWatch } from '../../src/adapters/system/peer-watch.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const V4 = '0100E70A:0BB8 0200E70A:D014';
const MAPPED = '0000000000000000FFFF00000100E70A:0BB8 0000000000000000FFFF00000200E70A:D014';
const V6 = 'B80D0120000000000000000001000000:0BB8 B80D0120000000000000000002000000:D014';

interface Row {
  readonly ends?: string;
  readonly timer?: string;
  readonly resent?: number;
  readonly probes?: number;
}

const line = ({ ends = V4, timer = '01', resent = 0, probes = 0 }: Row) =>
  `   6: ${ends} 01 0000001D:00000000 ${timer}:0000003E ${resent.toString(16).toUpperCase().padStart(8, '0')}     0        ${probes} 140234 2 0000000050be30a2 326 4 30 1 -1`;

const PEER = { localPort: 3000, remoteAddress: '10.231.0.2', remotePort: 53268 };

/** Looks at each table in turn, so many seconds after the one before; whether the peer is then taken to be gone. */
async function looked(tables: readonly Row[], peer = PEER, every = 5): Promise<boolean> {
  let at = 0;
  let table = '';
  const watch = await openPeerWatch(
    async () => table,
    () => at,
  );
  let isGone = false;
  for (const row of tables) {
    table = `${HEAD}\n${line(row)}\n`;
    isGone = (await watch?.look())?.(peer) ?? false;
    at += every * 1_000;
  }
  return isGone;
}

test('a peer that has left everything unanswered for 15 s is gone', async () => {
  const silent = [{ resent: 3 }, { resent: 4 }, { resent: 5 }, { resent: 6 }];
  expect(await looked(silent)).toBe(true);
  expect(await looked(silent.slice(0, 3))).toBe(false);
  expect(await looked([{ resent: 9 }, { resent: 10 }, { resent: 11 }, { resent: 17 }])).toBe(true);
});

test.each([
  ['an IPv4 peer on a socket of both families', MAPPED, '::ffff:10.231.0.2'],
  ['an IPv4 peer under its own address', MAPPED, '10.231.0.2'],
  ['an IPv6 peer', V6, '2001:db8::2'],
  ['an IPv6 peer of a link', V6, '2001:db8::2%eth0'],
])('%s is found by its address', async (_name, ends, remoteAddress) => {
  const silent = [3, 4, 5, 6].map((resent) => ({ ends, resent }));
  expect(await looked(silent, { ...PEER, remoteAddress })).toBe(true);
  expect(await looked(silent, { ...PEER, remoteAddress, remotePort: 1 })).toBe(false);
});

test('a peer that answers now and then is there', async () => {
  expect(await looked([{ resent: 3 }, { resent: 5 }, { resent: 0 }, { resent: 2 }, { resent: 4 }])).toBe(false);
  expect(await looked([{ resent: 3 }, { resent: 5 }, { resent: 1 }, { resent: 3 }, { resent: 4 }])).toBe(false);
});

test('a peer that does not read but says so is there, and gone once it says nothing more', async () => {
  expect(await looked(Array.from({ length: 9 }, () => ({ timer: '04', probes: 1 })))).toBe(false);
  expect(await looked([4, 5, 6, 7].map((probes) => ({ timer: '04', probes })))).toBe(true);
});

test('nothing is said of a peer that nothing is waited for from', async () => {
  expect(await looked(Array.from({ length: 9 }, () => ({ timer: '00' })))).toBe(false);
  expect(await looked(Array.from({ length: 9 }, () => ({ timer: '02', probes: 5 })))).toBe(false);
});

test('there is no watch where the system has no such table', async () => {
  expect(await openPeerWatch(() => Promise.reject(new Error('ENOENT')))).toBeNull();
});
