/** How many tests passed and failed; skipped tests count as neither. */
export interface TestCount {
  readonly passed: number
  readonly failed: number
}

/** The count of a run that had no tests. */
export const noTests: TestCount = { passed: 0, failed: 0 }

/** A failure that no test stands for: a crash, a file that does not load, a step without tests. */
function atLeastOneFailure(count: TestCount, succeeded: boolean): TestCount {
  return succeeded || count.failed > 0 ? count : { ...count, failed: 1 }
}

function numberAt(report: unknown, ...path: readonly string[]): number {
  let value: unknown = report
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }
  return typeof value === 'number' ? value : 0
}

/** Test files that failed although none of their tests did, because they could not be loaded or set up. */
function brokenFiles(report: unknown): number {
  if (typeof report !== 'object' || report === null) return 0
  const files: unknown = Reflect.get(report, 'testResults')
  if (!Array.isArray(files)) return 0
  return files.filter((file: { status?: unknown; assertionResults?: unknown }) => {
    const tests: readonly { status?: unknown }[] = Array.isArray(file.assertionResults)
      ? file.assertionResults
      : []
    return file.status === 'failed' && !tests.some((test) => test.status === 'failed')
  }).length
}

/** Counts a step without tests: nothing when it succeeds, one failure when it does not. */
export function countStep(_report: unknown, succeeded: boolean): TestCount {
  return atLeastOneFailure(noTests, succeeded)
}

/** Counts vitest's JSON report; a file that cannot be loaded is one failure, and so is a crash. */
export function countVitest(report: unknown, succeeded: boolean): TestCount {
  const passed = numberAt(report, 'numPassedTests')
  const failed = numberAt(report, 'numFailedTests') + brokenFiles(report)
  return atLeastOneFailure({ passed, failed }, succeeded && report !== undefined)
}

/** Counts Playwright's JSON report; a test that passed only when repeated has failed. */
export function countPlaywright(report: unknown, succeeded: boolean): TestCount {
  const passed = numberAt(report, 'stats', 'expected')
  const failed = numberAt(report, 'stats', 'unexpected') + numberAt(report, 'stats', 'flaky')
  return atLeastOneFailure({ passed, failed }, succeeded && report !== undefined)
}
