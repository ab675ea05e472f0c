import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import process from 'node:process';

/** A path of this repository in backticks, such as `src/main.ts` or `test/core/`. */
const CITED_PATH = /`((?:\.ci|docs|scripts|src|test)\/[\w./-]*)`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
const CITED_SCRIPT = /\bnpm (?:run )?(start(?::\w+)?|test|(?<=run )[\w:-]+)/g;

const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
const problems: string[] = [];

for (const document of await documents()) {
  const lines = (await readFile(document, 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
    const complain = (text: string) => problems.push(`${document}:${index + 1} ${text}`);
    for (const [, path = ''] of line.matchAll(CITED_PATH)) {
      if (!(await exists(path))) complain(`names ${path}, which does not exist`);
    }
    for (const [, link = ''] of line.matchAll(LINK)) {
      if (!(await exists(normalize(join(dirname(document), link))))) complain(`links to ${link}, which does not exist`);
    }
    for (const [, script = ''] of line.matchAll(CITED_SCRIPT)) {
      if (!(script in scripts)) complain(`tells to run ${script}, which package.json does not have`);
    }
  }
}

if (problems.length > 0) {
  console.error(`The documents cite what is not there:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  process.exit(1);
}
console.log('What the documents cite exists.');

async function documents(): Promise<string[]> {
  const here = (await readdir('.')).filter((name) => name.endsWith('.md'));
  const below = await readdir('docs', { recursive: true }).catch(() => []);
  return [...here, ...below.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))].sort();
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
