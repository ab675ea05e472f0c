import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Publisher {
  /** Ends when everything said is in the log. */
  end(): Promise<{ readonly said: number; readonly newest: number }>;
}

/** Says events into the notification log from a process of its own, as another process of the service would. */
export function startPublisher(mongoUri: string, perSecond: number): Publisher {
  const program = fileURLToPath(new URL('publish.ts', import.meta.url));
  const child = fork(program, [mongoUri, String(perSecond)]);
  return {
    async end() {
      const counted = new Promise<{ said: number; newest: number }>((resolve, reject) => {
        child.once('message', (message) => resolve(message as { said: number; newest: number }));
        child.once('exit', () => reject(new Error('The publisher has ended')));
      });
      child.send('end');
      return counted;
    },
  };
}
