import { mapHandle } from './map-handle.ts';

const STEP_MS = 200;
const AFTER_MS = 1500;
/** So long the first picture is waited for. */
const MOST_MS = 20_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves soon after the map has drawn its first picture: what is not needed to draw does not hold it up. */
export async function afterFirstPicture(): Promise<void> {
  const until = performance.now() + MOST_MS;
  while (mapHandle.current === null && performance.now() < until) await pause(STEP_MS);
  await Promise.race([mapHandle.current?.ready, pause(Math.max(0, until - performance.now()))]);
  await pause(AFTER_MS);
}
