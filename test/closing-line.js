/** Ends a run of the tests with one line that says how it went, for pipelines to read. */
class ClosingLine {
  onRunComplete(_, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
    process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}

module.exports = ClosingLine;
