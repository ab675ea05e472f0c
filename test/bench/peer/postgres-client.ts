import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PostgresServer } from './postgres-server.ts';

/** The part of the package `pg` that the comparison uses. */
export interface Pool {
  query<R>(
    query: string | { name: string; text: string; values: readonly unknown[] },
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

/** Installs the package on first use, in the peer's own folder. */
export function connectPostgres({ port, user }: PostgresServer, max: number): Pool {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  if (!existsSync(`${folder}node_modules/pg`))
    execFileSync('npm', ['ci', '--silent'], { cwd: folder, stdio: 'inherit' });
  const { Pool } = createRequire(import.meta.url)('pg') as { Pool: new (options: object) => Pool };
  const pool = new Pool({ host: '127.0.0.1', port, user, database: 'postgres', max });
  // Idle connections hear of the server's end after the pool was closed.
  pool.on('error', () => {});
  return pool;
}
