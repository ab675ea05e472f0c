import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../setup/source-files.ts';

const files = await sourceFiles('src');

/** What each part may import, as path prefixes; `packages` says whether anything outside src is allowed at all. */
const RULES = [
  { part: 'src/core/domain/', may: ['src/core/domain/'], packages: false },
  { part: 'src/core/usecases/', may: ['src/core/', 'src/ports/'], packages: false },
  { part: 'src/ports/', may: ['src/core/domain/', 'src/ports/'], packages: false },
] as const;

/** Clients of other services, which share how patiently they ask. */
const CLIENTS = ['src/adapters/billing', 'src/adapters/evidence'];

describe('imports go one way', () => {
  test.each(RULES)('$part imports only $may', async ({ part, may, packages }) => {
    const offences = [];
    for (const file of files.filter((name) => name.startsWith(part))) {
      for (const target of await importsOf(file)) {
        const allowed = target.startsWith('src/') ? may.some((prefix) => target.startsWith(prefix)) : packages;
        if (!allowed) offences.push(`${file} imports ${target}`);
      }
    }
    expect(offences).toEqual([]);
  });

  test('no adapter imports another adapter, the composition or the entry point; clients of other services share how they ask', async () => {
    const offences = [];
    for (const file of files.filter((name) => name.startsWith('src/adapters/'))) {
      const own = file.split('/').slice(0, 3).join('/');
      for (const target of await importsOf(file)) {
        const shared = CLIENTS.includes(own) && target.startsWith('src/adapters/remote/');
        const foreign = target.startsWith('src/adapters/') && !target.startsWith(`${own}/`) && !shared;
        if (foreign || ['src/compose.ts', 'src/main.ts'].includes(target)) offences.push(`${file} imports ${target}`);
      }
    }
    expect(offences).toEqual([]);
  });

  test('the walk itself sees imports, so that an empty list of offences means something', async () => {
    expect(await importsOf('test/core/boundaries.test.ts')).toEqual([
      'node:fs/promises',
      'node:path',
      'vitest',
      'test/setup/source-files.ts',
    ]);
    expect(files.filter((name) => name.startsWith('src/core/domain/')).length).toBeGreaterThan(10);
  });
});

const IMPURE =
  /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bTemporal\.Now\b|\bcrypto\b|\bprocess\b|\bfetch\(|\bset(Timeout|Interval)\b/;

test('the core reads no clock, no randomness and no environment', async () => {
  const offences = [];
  for (const file of files.filter((name) => name.startsWith('src/core/'))) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      const code = line.replace(/^\s*(\*|\/\*|\/\/).*$/, '');
      if (IMPURE.test(code)) offences.push(`${file}:${index + 1} ${line.trim()}`);
    }
  }
  expect(offences).toEqual([]);
});

/** The modules a file names, relative ones as paths from the repository's root. */
async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  const named = text.matchAll(
    /^(?:import|export)\b[^'";]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...named].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
  });
}
