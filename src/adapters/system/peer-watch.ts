import { readFile } from 'node:fs/promises';

/** Milliseconds for which a peer may leave everything unanswered; after a longer silence it is taken to be gone. */
const SILENCE = 15_000;
/** Sendings of the same bytes that went unanswered, so that one lost packet on a slow line is not taken for silence. */
const LEAST_TRIES = 2;

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Both ends of a connection of this machine, as a socket names them. */
export interface Ends {
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** Tells connections whose peer has vanished without a word, which no write ever fails for. */
export interface PeerWatch {
  /** Looks at the connections of this machine; the function it gives tells whether one has been silent for too long. */
  look(): Promise<(ends: Ends) => boolean>;
}

interface Silence {
  readonly since: number;
  readonly tries: number;
}

/**
 * A watch over the kernel's own table of connections: while bytes are sent to a peer over and over without an answer, it counts
 * up. A peer that is there and does not read answers, and is none of these. Null where there is no such table to be read.
 */
export async function openPeerWatch(
  readTables: () => Promise<string> = readProc,
  now: () => number = () => performance.now(),
): Promise<PeerWatch | null> {
  try {
    await readTables();
  } catch {
    return null;
  }
  let silent = new Map<string, Silence>();
  return {
    async look() {
      const table = await readTables();
      const at = now();
      const found = new Map<string, Silence>();
      for (const [key, tries] of unansweredIn(table)) {
        const before = silent.get(key);
        found.set(key, { tries, since: before && tries >= before.tries ? before.since : at });
      }
      silent = found;
      return (ends) => {
        const silence = found.get(keyOf(ends));
        return silence !== undefined && silence.tries >= LEAST_TRIES && at - silence.since >= SILENCE;
      };
    },
  };
}

async function readProc(): Promise<string> {
  const [first, second] = await Promise.all(
    TABLES.map((path, at) => (at === 0 ? readFile(path, 'latin1') : readFile(path, 'latin1').catch(() => ''))),
  );
  return `${first}\n${second}`;
}

/** One line: slot, local and remote end, state, queues, timer and when it runs out, resendings, user, unanswered probes. */
const LINE =
  /^\s*\d+: ([\dA-F]+):([\dA-F]{4}) ([\dA-F]+):([\dA-F]{4}) [\dA-F]{2} \S+ 0[14]:\S+ ([\dA-F]{8})\s+\d+\s+(\d+)/gm;

/** How often the same bytes, or the same question for room, were sent without an answer, by connection; none where it was never. */
function unansweredIn(table: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, , localPort = '', address = '', remotePort = '', resent = '', probes = ''] of table.matchAll(LINE)) {
    const tries = Math.max(Number.parseInt(resent, 16), Number(probes));
    if (tries === 0) continue;
    const ports = [localPort, remotePort].map((port) => Number.parseInt(port, 16));
    found.set(`${ports[0]} ${bytesOf(address)} ${ports[1]}`, tries);
  }
  return found;
}

const V4_WITHIN_V6 = '00000000000000000000ffff';

/** Bytes as the kernel prints them: words of 4, each turned round on the machines that we run on. */
function bytesOf(printed: string): string {
  const words = printed.toLowerCase().match(/.{8}/g) ?? [];
  const bytes = words.map((word) => word.match(/../g)?.reverse().join('') ?? '').join('');
  return bytes.startsWith(V4_WITHIN_V6) ? bytes.slice(V4_WITHIN_V6.length) : bytes;
}

function keyOf({ localPort, remoteAddress, remotePort }: Ends): string {
  return `${localPort} ${hexOf(remoteAddress)} ${remotePort}`;
}

function hexOf(address: string): string {
  const text = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!text.includes(':'))
    return text
      .split('.')
      .map((part) => hex(Number(part), 2))
      .join('');
  const [front = [], back = []] = text.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back]
    .map((group) => group.padStart(4, '0'))
    .join('')
    .toLowerCase();
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
