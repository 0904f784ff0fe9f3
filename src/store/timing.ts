/** User Timing measures under stable names; the last 1,000 of each are kept. */

export type TimingName =
  | 'hexwright:import'
  | 'hexwright:bin'
  | 'hexwright:grid'
  | 'hexwright:stroke-frame'
  | 'hexwright:stroke-metrics'
  | 'hexwright:first-proposal'
  | 'hexwright:proposal-step'
  | 'hexwright:commit-durable'
  | 'hexwright:load-plan'
  | 'hexwright:export';

const KEPT = 1000;
const counts = new Map<TimingName, number>();

/** Records that something lasted from `start` (of performance.now()) until now, or until `end`. */
export function recordTiming(name: TimingName, start: number, end: number = performance.now()): void {
  performance.measure(name, { start, end: Math.max(start, end) });
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count >= 2 * KEPT ? dropOldest(name) : count);
}

/** The browser can only clear all measures of a name, so the newest are put back; once every 1,000 measures. */
function dropOldest(name: TimingName): number {
  const newest = performance.getEntriesByName(name, 'measure').slice(-KEPT);
  performance.clearMeasures(name);
  for (const entry of newest) performance.measure(name, { start: entry.startTime, duration: entry.duration });
  return newest.length;
}
