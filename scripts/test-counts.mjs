/** Counts of a runner, read from its JSON report. A failing runner always counts at least one failure. */

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/**
 * A runner that ended badly without a failed test (it crashed, hung, or could not load a file) has failed once.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
const withCrash = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

const NOTHING_COUNTED = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: {status: string, assertionResults: unknown[]}[]} | null} report null = none was written
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (!report) return NOTHING_COUNTED;
  // A file that does not load has no tests in it to fail.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withCrash(counts, counts.passed === 0 && counts.failed === 0 ? 1 : exitCode);
}

/**
 * @param {{stats: {expected: number, unexpected: number, flaky: number, skipped: number}, errors: unknown[]} | null} report
 *   null = none was written
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (!report) return NOTHING_COUNTED;
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A flaky test failed once: that is not a pass.
  const counts = { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
  return withCrash(counts, counts.passed === 0 && counts.failed === 0 ? 1 : exitCode);
}
