import { getLogger } from '@logtape/logtape';
import type { DemoProgressStore } from '../ports/demo-progress.ts';
import type { Ports } from '../ports/ports.ts';
import { seedDemo } from './seed-demo.ts';

const logger = getLogger(['campaigns', 'demo']);

/** Makes the demo where it is missing; resolves when it is there, or when it could not be made, which the next start tries again. */
export async function prepareDemo(ports: Ports, progress: DemoProgressStore, signal: AbortSignal): Promise<void> {
  const began = ports.clock.now();
  try {
    const made = await seedDemo(ports, progress, signal);
    if (made) logger.info('The demo was made in {seconds} s', { seconds: (ports.clock.now() - began) / 1000 });
  } catch (error) {
    if (!signal.aborted) logger.error('The demo could not be made; the next start goes on with it', { error });
  }
}
