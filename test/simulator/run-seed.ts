import { checkRun } from './checks/check-run.ts';
import { type Run, type Simulation, simulate } from './simulate.ts';

/** Lives through a seed and checks what it left. Throws an Error that names the seed, the way to see it again, and the cause. */
export async function runSeed(seed: number, simulation: Simulation = {}): Promise<Run> {
  try {
    const run = await simulate(seed, simulation);
    checkRun(run);
    return run;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const again = `node test/simulator/run.ts --seed ${seed}`;
    throw new Error(`Seed ${seed}: ${reason}. Turn by turn: ${again}`, { cause: error });
  }
}
