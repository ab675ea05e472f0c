import type { DemoProgressStore } from '../../src/ports/demo-progress.ts';
import type { Ports } from '../../src/ports/ports.ts';

/** What changes something that outlives a process. */
const WRITES = ['commit', 'append', 'save', 'erase', 'saveCheckpoint', 'saveProgress', 'begin', 'advance', 'finish'];
const LEFT_ALONE = ['clock', 'ids', 'hasher', 'notifier'];

/**
 * The world as a process sees it that dies right after its n-th write: the write stands, its answer never arrives, and nothing
 * gets through afterwards.
 */
export function mortal(world: { ports: Ports; progress: DemoProgressStore }, writes: number) {
  const killed = new AbortController();
  let left = writes;

  function mortalPort<P extends object>(port: P): P {
    const methods = Object.entries(port).map(([name, method]) => [
      name,
      async (...args: unknown[]) => {
        killed.signal.throwIfAborted();
        const answer = await method.apply(port, args);
        if (WRITES.includes(name)) left -= 1;
        if (left <= 0) killed.abort(new Error('killed'));
        killed.signal.throwIfAborted();
        return answer;
      },
    ]);
    return Object.fromEntries(methods);
  }

  const ports = Object.entries(world.ports).map(([name, port]) => [
    name,
    LEFT_ALONE.includes(name) || port === null ? port : mortalPort(port),
  ]);
  return { ports: Object.fromEntries(ports) as Ports, progress: mortalPort(world.progress), signal: killed.signal };
}
