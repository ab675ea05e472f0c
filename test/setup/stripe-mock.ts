import { type ExecFileOptions, execFile, spawn } from 'node:child_process';
import { chmod, glob, mkdir, mkdtemp, rename, rmdir, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { cacheFolder } from '../../scripts/cache-folder.ts';
import { debianCommand, installDebianPackages } from '../../scripts/debian-packages.mjs';
import { isExecutable, placesOnPath } from '../../scripts/on-path.ts';

const VERSION = 'v0.203.0';
const PACKAGE = `github.com/stripe/stripe-mock@${VERSION}`;
/** The Go that it asks for, and the first that fetches a newer one by itself. */
const TOOLCHAIN = 'go1.22.12';
const SELF_RENEWING = 21;
const GO_PACKAGES = ['golang-go', 'ca-certificates'];
const run = promisify(execFile);

let found: Promise<string> | undefined;

/**
 * Stripe's own stand-in: `STRIPE_MOCK_PATH`, an installed one, else `go install` into the cache folder, once; root on a Debian without
 * Go gets its package.
 *
 * @throws Error with the command that installs it, which fails the run: the tests that need it are never skipped
 */
export function findStripeMock(): Promise<string> {
  found ??= find();
  return found;
}

/** Starts one of its own for a test file on a free port; its URL, and what ends it. */
export async function startStripeMock(): Promise<{ readonly url: string; stop(): void }> {
  const child = spawn(await findStripeMock(), ['-http-addr', '127.0.0.1:'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece) => {
      said += piece;
      const address = /Listening for HTTP at address: (\S+)/.exec(said)?.[1];
      if (address) resolve(`http://${address}`);
    });
    child.once('exit', (code) => reject(new Error(`stripe-mock ended with ${code} before it listened:\n${said}`)));
  });
  return { url, stop: () => void child.kill() };
}

async function find(): Promise<string> {
  const named = process.env.STRIPE_MOCK_PATH;
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(`STRIPE_MOCK_PATH is ${named}, which cannot be run.`);
  }
  const folder = join(cacheFolder(), `stripe-mock-${VERSION}`);
  const own = join(folder, 'stripe-mock');
  const { GOBIN, GOPATH } = process.env;
  const goFolders = [GOBIN, join(GOPATH || join(homedir(), 'go'), 'bin')].filter((each) => each !== undefined);
  const places = [...placesOnPath('stripe-mock'), ...goFolders.map((each) => join(each, 'stripe-mock')), own];
  for (const place of places) if (await isExecutable(place)) return place;

  console.error(`Installing stripe-mock ${VERSION} (once) …`);
  await install(folder).catch((error: Error & { stderr?: string }) => {
    const why = error.stderr ?? error.message;
    throw new Error(
      `The tests of Stripe need stripe-mock. Install it (go install ${PACKAGE}), or name it in STRIPE_MOCK_PATH.\n${why}`,
    );
  });
  return own;
}

/** Several test files may find it missing at once: it comes to its place whole. */
async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const installed = await findGo();
  const { stdout } = await run(installed, ['version']);
  const minor = Number(/go1\.(\d+)/.exec(stdout)?.[1]);
  const go = minor >= SELF_RENEWING ? installed : await fetchToolchain(installed);
  const fresh = await mkdtemp(join(folder, 'install-'));
  await run(go, ['install', PACKAGE], withEnv({ GOBIN: fresh, GOTOOLCHAIN: 'auto' }));
  await rename(join(fresh, 'stripe-mock'), join(folder, 'stripe-mock'));
  await rmdir(fresh);
}

async function findGo(): Promise<string> {
  const places = () => firstOf([...placesOnPath('go'), '/usr/local/go/bin/go']);
  const found = await places();
  if (found !== undefined) return found;
  await installDebianPackages(GO_PACKAGES, console.error);
  const arrived = await places();
  if (arrived !== undefined) return arrived;
  throw new Error(`There is no Go to install it with (on Debian and Ubuntu: ${debianCommand(GO_PACKAGES)})`);
}

/** A newer Go as the module that Go itself would fetch it as; an older one leaves its programs without the right to be run. */
async function fetchToolchain(go: string): Promise<string> {
  const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64'] ?? process.arch;
  const module = `golang.org/toolchain@v0.0.1-${TOOLCHAIN}.${process.platform}-${architecture}`;
  const cwd = await mkdtemp(join(tmpdir(), 'go-toolchain-'));
  await writeFile(join(cwd, 'go.mod'), 'module toolchain\n');
  const { stdout } = await run(go, ['mod', 'download', '-json', module], { cwd });
  const root: string = JSON.parse(stdout).Dir;
  for await (const program of glob(['bin/*', 'pkg/tool/*/*'], { cwd: root })) await chmod(join(root, program), 0o755);
  return join(root, 'bin', 'go');
}

function withEnv(more: Readonly<Record<string, string>>): ExecFileOptions & { encoding: 'utf8' } {
  const { GOROOT, ...env } = process.env;
  return { env: { ...env, ...more }, encoding: 'utf8' };
}

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isExecutable(path)) return path;
  return undefined;
}
