import { execFile } from 'node:child_process';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './ports.ts';
import { StartRefused } from './start-refused.ts';

/** What mongod's own exit codes say of a start that failed. */
const EXIT = { started: 0, addressInUse: 48, wrongDataVersion: 62, folderInUse: 100 } as const;

const ATTEMPTS = 5;

/**
 * Starts mongod on the data below `dataDir` and answers its port as soon as it accepts connections: `preferredPort`
 * where that is free, else another, unless `elsewhere` forbids it. mongod runs in a session of its own: a signal to the
 * service's terminal leaves it alone until the service has finished, and it outlives a service that crashes.
 *
 * @throws StartRefused when other data or another process stand in the way
 */
export async function launchMongod(
  binary: string,
  dataDir: string,
  preferredPort: number | undefined,
  { elsewhere = true } = {},
): Promise<number> {
  const folders = { data: join(dataDir, 'mongod'), log: join(dataDir, 'mongod.log') };
  await mkdir(folders.data, { recursive: true });
  await rename(folders.log, `${folders.log}.previous`).catch(() => {});

  let port = preferredPort ?? (await freePort());
  for (let attempt = 1; ; attempt += 1) {
    const code = await startDetached(binary, port, folders);
    if (code === EXIT.started) return port;
    const mayPass = code === EXIT.folderInUse || (code === EXIT.addressInUse && elsewhere);
    if (!mayPass || attempt === ATTEMPTS) throw await explain(code, port, folders);
    if (code === EXIT.addressInUse) port = await freePort();
    else await sleep(200); // its last mongod may be on its way out
  }
}

interface Folders {
  data: string;
  log: string;
}

async function startDetached(binary: string, port: number, { data, log }: Folders): Promise<number> {
  const args = [
    ...['--fork', '--logpath', log, '--dbpath', data],
    ...['--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'],
    ...['--replSet', 'rs0', '--oplogSize', '1024', '--wiredTigerCacheSizeGB', '0.5'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // What a killed service had begun holds its documents this long; mongod's own 60 s would make the next start wait.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
  ];
  try {
    await promisify(execFile)(binary, args);
    return EXIT.started;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'number' ? code : -1;
  }
}

async function explain(code: number, port: number, { data, log }: Folders): Promise<StartRefused> {
  switch (code) {
    case EXIT.folderInUse: {
      const pid = (await readFile(join(data, 'mongod.lock'), 'utf8').catch(() => '')).trim();
      const which = pid === '' ? '' : ` (process ${pid})`;
      return new StartRefused(`Another MongoDB server${which} holds ${data}. Stop it, or set another DATA_DIR.`);
    }
    case EXIT.addressInUse:
      return new StartRefused(`MongoDB did not start: something else listens on 127.0.0.1:${port}.`);
    case EXIT.wrongDataVersion:
      return new StartRefused(
        `The data in ${data} were written by another MongoDB version than this one. Name a mongod of that version in ` +
          'MONGOMS_SYSTEM_BINARY, or set another DATA_DIR to begin anew.',
      );
    default:
      return new StartRefused(`MongoDB did not start (exit code ${code}). Its log is ${log}.`);
  }
}
