import type { AliveMessage } from '../src/protocol/liveness.ts';

/**
 * Holds a Web Lock for the worker's lifetime and tells the page its name: the browser frees it when the worker is gone,
 * however that comes about, and nothing else would say so.
 */
export function holdLifeLock(): void {
  if (!('locks' in navigator)) return;
  const message: AliveMessage = { aliveLock: `hexwright:worker:${crypto.randomUUID()}` };
  void navigator.locks.request(message.aliveLock, () => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker speaks to its page only
    self.postMessage(message);
    return new Promise(() => {});
  });
}
