import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The TypeScript files below a folder of the repository, as paths from its root with forward slashes. */
export async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
