import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './test-counts.mjs';

const vitest = (more) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
  ...more,
});
const playwright = (stats, errors = []) => ({
  stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors,
});

describe('countVitest', () => {
  it('counts a clean run', () => {
    expect(countVitest(vitest({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('counts skipped and todo tests as skipped', () => {
    expect(countVitest(vitest({ numPendingTests: 2, numTodoTests: 1 }), 0).skipped).toBe(3);
  });

  it('counts a file that does not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest(vitest({ testResults }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a bad end without failed tests as a failure', () => {
    expect(countVitest(vitest({}), 1).failed).toBe(1);
  });

  it('does not take silence for success', () => {
    expect(countVitest(null, 0).failed).toBe(1);
    expect(countVitest(vitest({ numPassedTests: 0 }), 0).failed).toBe(1);
  });
});

describe('countPlaywright', () => {
  it('counts a clean run', () => {
    expect(countPlaywright(playwright({ skipped: 1 }), 0)).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  it('counts a flaky test and an error outside tests as failures', () => {
    expect(countPlaywright(playwright({ flaky: 1 }), 0).failed).toBe(1);
    expect(countPlaywright(playwright({}, [{ message: 'no server' }]), 1).failed).toBe(1);
  });

  it('does not take a crash or silence for success', () => {
    expect(countPlaywright(playwright({}), 1).failed).toBe(1);
    expect(countPlaywright(null, 1).failed).toBe(1);
    expect(countPlaywright(playwright({ expected: 0 }), 0).failed).toBe(1);
  });
});
