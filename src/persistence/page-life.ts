/** What the page asks of the browser, and does before it goes. */
import type { WriteQueue } from './write-queue.ts';

/** While a write keeps failing, what is only in memory would go with the page: the browser asks first. */
export function holdPage(queue: WriteQueue): () => void {
  if (typeof window === 'undefined') return () => {};
  const hold = (event: BeforeUnloadEvent) => {
    if (queue.failing) event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  return () => window.removeEventListener('beforeunload', hold);
}

/** The page goes for good, or for a while into the browser's memory. */
export function whenLeft(work: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  window.addEventListener('pagehide', work);
  return () => window.removeEventListener('pagehide', work);
}

/** A page that is hidden may never be shown again, and hears nothing before it goes. */
export function whenHidden(work: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const hidden = () => {
    if (document.visibilityState === 'hidden') work();
  };
  document.addEventListener('visibilitychange', hidden);
  globalThis.addEventListener('pagehide', work);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    globalThis.removeEventListener('pagehide', work);
  };
}

/** Asks the browser not to clear what is kept here; some ask the user. True when it promises. */
export async function askToPersist(): Promise<boolean> {
  return (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false;
}
