// Runs before anything is installed, under whatever Node is on the machine: plain JavaScript that Node 18 understands.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { debianCommand, installDebianPackages } from './debian-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
const stamp = join(root, 'node_modules', '.installed-lockfile.json');
const runtime = join(root, 'node_modules', '.bin', 'node');

/** A library of the pinned Node that a bare Debian lacks, and the package that brings it. */
const LIBRARY = 'libatomic.so.1';
const LIBRARY_PACKAGES = ['libatomic1'];

if (!isInstalled()) await install();

function isInstalled() {
  return existsSync(runtime) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile;
}

async function install() {
  const reason = existsSync(join(root, 'node_modules')) ? 'package-lock.json has changed' : 'first start';
  console.log(`Installing the dependencies (${reason}; this takes about a minute) …`);
  const started = Date.now();
  rmSync(stamp, { force: true });
  const { status, error } = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (error || status !== 0) fail(error ? error.message : `npm ci ended with ${status}`);
  if (!existsSync(runtime))
    fail('the pinned Node did not arrive; does npm here forbid install scripts (ignore-scripts)?');
  if (lacksLibrary()) await installDebianPackages(LIBRARY_PACKAGES, console.log);
  if (lacksLibrary())
    fail(`the pinned Node needs ${LIBRARY} (on Debian and Ubuntu: ${debianCommand(LIBRARY_PACKAGES)})`);
  writeFileSync(stamp, lockfile);
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function lacksLibrary() {
  const { stderr } = spawnSync(runtime, ['--version'], { encoding: 'utf8' });
  return stderr?.includes(LIBRARY) ?? false;
}

function runNpm(args) {
  const env = { ...process.env, MONGOMS_DISABLE_POSTINSTALL: '1' };
  const options = { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] };
  const npm = process.env.npm_execpath;
  return npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, options);
}

function fail(reason) {
  console.error(`\nThe dependencies could not be installed: ${reason}.`);
  console.error('Check that this machine reaches the npm registry (npm ping), then run the same command again.');
  process.exit(1);
}
