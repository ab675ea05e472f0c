import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import tls from 'node:tls';

/**
 * Downloads the file of `project` with this SHA-256 into `folder` from the index that pip would use, for machines
 * without pip. Speaks the simple repository API (PEP 503), which every index and mirror has.
 *
 * @throws Error when the index does not answer or does not list such a file
 */
export async function downloadFromIndex(project: string, sha256: string, folder: string): Promise<void> {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  const page = new URL(`${(await indexUrl()).replace(/\/$/, '')}/${project}/`);
  const listing = await (await get(page)).text();
  const href = [...listing.matchAll(/href="([^"]+)"/g)]
    .map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
    .find((link) => link.endsWith(`#sha256=${sha256}`));
  if (href === undefined) throw new Error(`${page.origin} does not list the expected file of ${project}`);

  const file = new URL(href, page);
  const { body } = await get(file);
  if (body === null) throw new Error(`${file.origin} sent nothing`);
  await writeFile(join(folder, basename(file.pathname)), body);
}

/** The index pip is set to use: its environment variable, its configuration files, else the public one. */
async function indexUrl(): Promise<string> {
  if (process.env.PIP_INDEX_URL) return process.env.PIP_INDEX_URL;
  const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  const files = [
    process.env.PIP_CONFIG_FILE,
    join(config, 'pip', 'pip.conf'),
    join(homedir(), '.pip', 'pip.conf'),
    '/etc/pip.conf',
  ];
  for (const file of files) {
    const text = file ? await readFile(file, 'utf8').catch(() => '') : '';
    const url = /^\s*index[-_]url\s*[=:]\s*(\S+)/m.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  return 'https://pypi.org/simple';
}

/** fetch refuses a URL with a name and password, which private indexes carry, so they travel as a header. */
async function get(url: URL): Promise<Response> {
  const address = new URL(url);
  const headers = new Headers({ accept: 'application/vnd.pypi.simple.v1+html, text/html;q=0.5, */*;q=0.1' });
  if (address.username !== '') {
    const credentials = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
    address.username = '';
    address.password = '';
  }
  const response = await fetch(address, { headers });
  if (!response.ok) throw new Error(`${address.origin} answered ${response.status}`);
  return response;
}
