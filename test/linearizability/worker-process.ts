import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { end } from '../faults/mongod-process.ts';
import type { Question, Reply } from './worker.ts';

/** A process of its own that is asked over a channel, and can be killed without warning. */
export interface WorkerProcess {
  /** Null where the process died before it answered. */
  ask(question: Omit<Question, 'number'>): Promise<Omit<Reply, 'number'> | null>;
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('worker.ts', import.meta.url));

/** @param blind makes it one that never hears that another process wrote */
export async function startWorker(uri: string, blind = false): Promise<WorkerProcess> {
  const waiting = new Map<number, (reply: Reply | null) => void>();
  let asked = 0;
  let child = await launch();

  async function launch(): Promise<ChildProcess> {
    const started = fork(PROGRAM, [uri, blind ? 'blind' : ''], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = await new Promise<boolean>((resolve) => {
      started.once('message', () => resolve(true));
      started.once('exit', () => resolve(false));
    });
    if (!ready) return launch();
    started.on('message', (reply: Reply) => {
      waiting.get(reply.number)?.(reply);
      waiting.delete(reply.number);
    });
    started.once('exit', forget);
    return started;
  }

  function forget(): void {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  }

  return {
    async ask(question) {
      asked += 1;
      const number = asked;
      const process = child;
      if (!process.connected) return null;
      return new Promise((resolve) => {
        waiting.set(number, resolve);
        process.send({ ...question, number } satisfies Question, (error) => {
          if (!error) return;
          waiting.delete(number);
          resolve(null);
        });
      });
    },
    async killAndRestart() {
      await end(child, 'SIGKILL');
      child = await launch();
    },
    stop: () => end(child, 'SIGKILL'),
  };
}
