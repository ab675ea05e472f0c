// Also used before anything is installed: plain JavaScript that Node 18 understands.
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * The command that installs packages on Debian and its kin, for people to read.
 * @param {readonly string[]} packages
 * @returns {string}
 */
export function debianCommand(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs what a machine lacks where that is ours to do: as root on Debian and its kin. Says so first; what went wrong is on stderr.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} say
 * @param {boolean} isRoot
 * @returns {Promise<boolean>} whether they are installed now; false where it is not ours to do
 */
export async function installDebianPackages(packages, say, isRoot = process.getuid?.() === 0) {
  if (!isRoot || !(await succeeds('apt-get', ['--version'], 'ignore'))) return false;
  say(`Installing ${packages.join(', ')} (once) …`);
  const patient = debianCommand(packages).replaceAll('apt-get', 'apt-get -qq -o DPkg::Lock::Timeout=300');
  return succeeds('sh', ['-c', patient], 'inherit');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {'ignore' | 'inherit'} errors
 * @returns {Promise<boolean>}
 */
function succeeds(command, args, errors) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', errors] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (status) => resolve(status === 0));
  });
}
