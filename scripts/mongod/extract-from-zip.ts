import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** Writes the first entry of a zip file whose name is wanted to `target`. @throws Error when there is no such entry */
export async function extractFromZip(file: string, wanted: (name: string) => boolean, target: string): Promise<void> {
  const zip = await openPromise(file);
  for await (const entry of zip.eachEntry()) {
    if (!wanted(entry.fileName)) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    zip.close();
    return;
  }
  throw new Error(`${file} does not hold what was looked for`);
}
