import { findMongod, type MongodBinary, majorOf, usable } from './find-binary.ts';
import type { MongodRecord } from './record.ts';
import { StartRefused } from './start-refused.ts';

/**
 * The binary to start on the data of `dataDir`: what is found on this machine, or, when another major version wrote the
 * data, the one that did, as long as it is still here and nobody asked for another by `MONGOMS_SYSTEM_BINARY`.
 *
 * @throws StartRefused when only another major version can be had, which would refuse or convert the data
 */
export async function chooseBinary(
  record: MongodRecord | undefined,
  dataDir: string,
  say: (line: string) => void,
): Promise<MongodBinary> {
  const found = await findMongod(say);
  if (record === undefined || majorOf(record.version) === majorOf(found.version)) return found;

  const former = process.env.MONGOMS_SYSTEM_BINARY
    ? undefined
    : await usable(record.binary, say).catch(() => undefined);
  if (former !== undefined && majorOf(former.version) === majorOf(record.version)) return former;
  throw new StartRefused(
    `The data in ${dataDir} were written by MongoDB ${record.version}, but the mongod found here is ${found.version} ` +
      `(${found.path}).\nName a mongod ${majorOf(record.version)} in MONGOMS_SYSTEM_BINARY, or set another DATA_DIR to begin anew.`,
  );
}
