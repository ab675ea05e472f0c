import { execFile, type SpawnOptions, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { debianCommand, installDebianPackages } from '../../scripts/debian-packages.mjs';

const run = promisify(execFile);

const PACKAGES = ['iproute2', 'util-linux'];
const ALLOW =
  'run it as root, or let everybody have namespaces: sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 (in a container: docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined)';

/**
 * The command that runs a program in a network of its own, which nothing outside sees and which goes with it. As root a Debian
 * without the tools gets them. Throws an Error with the command that mends it where no network can be had.
 */
export async function inOwnNetwork(): Promise<readonly [string, ...string[]]> {
  await findTools();
  for (const options of [['--net'], ['--user', '--map-root-user', '--net']]) {
    if (await works('unshare', ...options, 'ip', 'link', 'set', 'lo', 'up')) return ['unshare', ...options];
  }
  throw new Error(`Peers that vanish need a network of their own, which this machine does not allow: ${ALLOW}`);
}

async function works(command: string, ...args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

async function findTools(): Promise<void> {
  if (await haveTools()) return;
  await installDebianPackages(PACKAGES, console.error);
  if (await haveTools()) return;
  throw new Error(`Peers that vanish need the programs ip and unshare. Install them: ${debianCommand(PACKAGES)}`);
}

async function haveTools(): Promise<boolean> {
  return (await works('ip', '-V')) && (await works('unshare', '--version'));
}

/** Runs `ip` with these arguments in the network that this process is in. */
export async function ip(...args: string[]): Promise<void> {
  await run('ip', args);
}

/** Starts a program of Node in another network. */
export function spawnIn(
  network: readonly [string, ...string[]],
  program: string,
  args: string[],
  options: SpawnOptions,
) {
  const [command, ...own] = network;
  return spawn(command, [...own, process.execPath, program, ...args], options);
}
