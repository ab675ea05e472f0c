import process from 'node:process';
import { debianCommand, installDebianPackages } from '../../scripts/debian-packages.mjs';
import { isExecutable, placesOnPath } from '../../scripts/on-path.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const PACKAGES = ['chromium'];

/** What Chromium needs to run in a container, beside `executablePath`. */
export const CHROMIUM_ARGS = ['--no-sandbox', '--headless'];

let found: Promise<string> | undefined;

/**
 * The Chromium for browser tests: `CHROMIUM_PATH`, an installed one, or Debian's package, which root installs here.
 * Asked for by the tests that need it, so that the others run without.
 *
 * @throws Error with the command that installs it, which fails the run: browser tests are never skipped
 */
export function findChromium(): Promise<string> {
  found ??= find();
  return found;
}

async function find(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which cannot be run.`);
  }
  const installed = await firstExecutable();
  if (installed !== undefined) return installed;

  await installDebianPackages(PACKAGES, console.error);
  const arrived = await firstExecutable();
  if (arrived !== undefined) return arrived;
  throw new Error(
    `The browser tests need Chromium. Install it (${debianCommand(PACKAGES)}) or name it in CHROMIUM_PATH.`,
  );
}

async function firstExecutable(): Promise<string | undefined> {
  for (const path of [...NAMES.flatMap(placesOnPath), ...PLACES]) if (await isExecutable(path)) return path;
  return undefined;
}
