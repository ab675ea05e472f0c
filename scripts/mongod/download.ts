import { mkdir } from 'node:fs/promises';

const REACHED_WITHIN_MS = 2000;

/**
 * Downloads mongod from MongoDB, or from `MONGOMS_DOWNLOAD_MIRROR`, into `folder`. Answers the path of the binary.
 *
 * @throws Error when the site does not answer within two seconds, or the download fails
 */
export async function downloadMongod(folder: string, say: (line: string) => void): Promise<string> {
  const site = process.env.MONGOMS_DOWNLOAD_URL ?? process.env.MONGOMS_DOWNLOAD_MIRROR ?? 'https://fastdl.mongodb.org';
  const { origin } = new URL(site);
  try {
    await fetch(origin, { method: 'HEAD', signal: AbortSignal.timeout(REACHED_WITHIN_MS) });
  } catch {
    throw new Error(`${origin} cannot be reached from here`);
  }
  say(`Fetching a MongoDB server from ${origin} (once, about 100 MB) …`);
  await mkdir(folder, { recursive: true });
  // Loaded when needed: it searches the folders above for its settings, which takes time and permissions.
  const { MongoBinary } = await import('mongodb-memory-server-core');
  return MongoBinary.getPath({ downloadDir: folder });
}
