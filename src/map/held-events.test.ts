import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeldEvents } from './held-events.ts';

/** Stands in for the browser's: only it can make events that are trusted. */
class FakePointerEvent extends Event {
  readonly x: number;
  constructor(type: string, { x, trusted = false }: { x: number; trusted?: boolean }) {
    super(type);
    this.x = x;
    Object.defineProperty(this, 'isTrusted', { value: trusted });
  }
}

let surface = new EventTarget();
const seen: string[] = [];
const note = (event: Event): void => void seen.push(`${event.type} ${(event as FakePointerEvent).x}`);
const point = (type: string, x: number) => surface.dispatchEvent(new FakePointerEvent(type, { x, trusted: true }));

function pending() {
  let resolve = (): void => {};
  let reject = (_error: Error): void => {};
  const promise = new Promise<void>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}

beforeEach(() => {
  vi.stubGlobal('PointerEvent', FakePointerEvent);
  surface = new EventTarget();
  seen.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('keeps a stroke for a tool that is on its way, from its press on, and lets the next one through', async () => {
  const held = createHeldEvents(surface);
  for (const type of ['pointerdown', 'pointermove', 'pointerup']) surface.addEventListener(type, note);
  const loading = pending();
  held.until(loading.promise);
  point('pointermove', 0);
  point('pointerdown', 1);
  point('pointermove', 2);
  point('pointerup', 3);
  expect(seen).toEqual([]);
  loading.resolve();
  await loading.promise;
  expect(seen).toEqual(['pointerdown 1', 'pointermove 2', 'pointerup 3']);
  point('pointerdown', 4);
  expect(seen.at(-1)).toBe('pointerdown 4');
  held.destroy();
});

it('lets go of what was meant for a tool that failed to come, or that was given up for another', async () => {
  const held = createHeldEvents(surface);
  surface.addEventListener('pointerdown', note);
  const failing = pending();
  held.until(failing.promise);
  point('pointerdown', 1);
  failing.reject(new Error('no network'));
  await failing.promise.catch(() => {});
  const slow = pending();
  held.until(slow.promise);
  point('pointerdown', 2);
  held.until(null);
  slow.resolve();
  await slow.promise;
  expect(seen).toEqual([]);
  point('pointerdown', 3);
  expect(seen).toContain('pointerdown 3');
  held.destroy();
});
