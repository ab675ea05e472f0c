import { parseArgs } from 'node:util';
import { backtest } from './backtest.ts';
import { demoHistories } from './demo-histories.ts';
import { generateHistories } from './generated-histories.ts';
import { byHorizon, byKind, lineOf, scoreOf } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Histories of every kind. */
    histories: { type: 'string', default: '100' },
  },
});

const ofEach = Number(values.histories);
const generated = generateHistories(values.seed, ofEach).flatMap(backtest);
const demo = demoHistories(values.seed, Math.ceil(ofEach / 10)).flatMap(backtest);

for (const [title, samples] of [
  ['Generated histories', generated],
  ['Histories of the demo', demo],
] as const) {
  console.log(`\n${title}: forecasts, true dates inside the 80 % interval, mean absolute error`);
  for (const score of [...byHorizon(samples), ...(samples === generated ? byKind(samples) : [])])
    console.log(lineOf(score));
  console.log(lineOf(scoreOf('together', samples)));
}
