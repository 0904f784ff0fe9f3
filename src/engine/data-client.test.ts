import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cancelReading, dataPort, whenDataWorkerDied } from './data-client.ts';

const made: { ended: boolean }[] = [];

/** A worker that is too busy to answer. */
class Busy extends EventTarget {
  ended = false;
  constructor() {
    super();
    made.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.ended = true;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', Busy);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('ends a worker that does not hear a cancel while it reads, and no other; nobody is told of its death', () => {
  const died = vi.fn<() => void>();
  const forget = whenDataWorkerDied(died);
  void dataPort().dropToday();
  cancelReading(false);
  vi.advanceTimersByTime(1000);
  expect(made.map(({ ended }) => ended)).toEqual([false]);
  cancelReading(true);
  vi.advanceTimersByTime(1000);
  expect(made.map(({ ended }) => ended)).toEqual([true]);
  // The next call has another one.
  void dataPort().dropToday();
  expect(made.map(({ ended }) => ended)).toEqual([true, false]);
  expect(died).not.toHaveBeenCalled();
  forget();
});
