export interface DenoGrant {
  root: string;
  dataDir: string;
  /** Undefined where the service brings no MongoDB of its own. */
  mongod: string | undefined;
}

/** How the service runs under Deno, and what it may do: read itself, write its data folder, run its mongod, use the network. */
export function denoPermissions({ root, dataDir, mongod }: DenoGrant): string[] {
  return [
    '--no-prompt',
    '--node-modules-dir=manual',
    '--unstable-no-legacy-abort', // a request's signal aborts where the client leaves, as on Node, not when it is answered
    '--allow-net', // its own address, MongoDB, and the billing, evidence, mail and webhook hosts people configure
    '--allow-env',
    '--allow-sys', // the MongoDB driver introduces itself with the system's name and version
    `--allow-read=${[root, dataDir, ...(mongod ? [mongod] : [])].join(',')}`,
    `--allow-write=${dataDir}`,
    ...(mongod ? [`--allow-run=${mongod}`] : []),
  ];
}
