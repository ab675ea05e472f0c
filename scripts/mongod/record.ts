import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is known of the mongod behind a data folder, so that the next start finds it, or starts its like. */
export interface MongodRecord {
  binary: string;
  version: string;
  port: number;
  pid: number;
}

/** Reads the record of a data folder; undefined when there is none or it cannot be read. */
export async function readRecord(dataDir: string): Promise<MongodRecord | undefined> {
  try {
    const { binary, version, port, pid } = JSON.parse(await readFile(fileIn(dataDir), 'utf8'));
    const complete = typeof binary === 'string' && typeof version === 'string' && Number.isInteger(port);
    return complete ? { binary, version, port, pid } : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(dataDir: string, record: MongodRecord): Promise<void> {
  const draft = `${fileIn(dataDir)}.new`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`);
  await rename(draft, fileIn(dataDir));
}

const fileIn = (dataDir: string): string => join(dataDir, 'mongod.json');
