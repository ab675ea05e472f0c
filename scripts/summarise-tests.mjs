// Prints the last line of a run: "N passed, N failed". Plain JavaScript: it runs where the install may have failed.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const [report, status] = process.argv.slice(2);
const { passed, failed } = count();
// A run that failed without a failed test, such as a check of format or types, has failed in one thing at least.
console.log(`${passed} passed, ${status === '0' ? failed : Math.max(failed, 1)} failed`);

function count() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
