import { expect, test } from 'vitest'
import { countPlaywright, countStep, countVitest } from './test-count.ts'

test('a step without tests counts only when it fails', () => {
  expect(countStep(undefined, true)).toEqual({ passed: 0, failed: 0 })
  expect(countStep(undefined, false)).toEqual({ passed: 0, failed: 1 })
})

test('a run that crashed before it could report is one failure', () => {
  expect(countVitest(undefined, false)).toEqual({ passed: 0, failed: 1 })
  expect(countPlaywright(undefined, true)).toEqual({ passed: 0, failed: 1 })
})

test('a test file that cannot be loaded is one failure beside the others', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ]
  const report = { numPassedTests: 2, numFailedTests: 1, testResults }
  expect(countVitest(report, false)).toEqual({ passed: 2, failed: 2 })
})

test('an unhandled error after all tests passed is one failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 0, testResults: [] }
  expect(countVitest(report, false)).toEqual({ passed: 5, failed: 1 })
})

test('an end-to-end test that needed repeating has failed', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } }
  expect(countPlaywright(report, false)).toEqual({ passed: 7, failed: 2 })
})
