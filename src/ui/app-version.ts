/**
 * The copy of the app that this browser keeps for working offline, and newer versions of it. A newer one waits until
 * its user asks for it: it comes with a reload, and what is not saved would go with that.
 */
import { everythingSaved } from '../persistence/persistence.ts';
import { proposal } from '../store/proposal-store.ts';
import { sentenceOf } from './errors.ts';
import { showError, showOffer } from './kit/toasts.tsx';
import { messages } from './messages.ts';

const ADDRESS = '/service-worker.js';
const LOOK_AGAIN_MS = 3_600_000;

/** Once the page stands; the development server has nothing to keep. */
export function keepForOffline(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  // Where the browser keeps nothing (private windows, a full disk) the app works as before, with a network.
  const start = () => void navigator.serviceWorker.register(ADDRESS).then(followVersions, () => undefined);
  if (document.readyState === 'complete') start();
  else globalThis.addEventListener('load', start, { once: true });
}

function followVersions(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // The first version of all waits for nobody.
    if (registration.waiting && registration.active) offer(registration);
  };
  const follow = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  follow();
  look();
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  });
}

function offer(registration: ServiceWorkerRegistration): void {
  const run = () => {
    takeNewVersion(registration).catch((error: unknown) => {
      offer(registration);
      showError(sentenceOf(error));
    });
  };
  showOffer(messages.storage.newVersion, { label: messages.app.reload, run });
}

/** @throws Error with a sentence while something would be lost */
async function takeNewVersion({ waiting }: ServiceWorkerRegistration): Promise<void> {
  if (proposal.getState().status !== 'idle') throw new Error(messages.storage.proposalOpen);
  await everythingSaved();
  const reload = () => location.reload();
  // Another tab may have asked before.
  if (waiting === null) return reload();
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a service worker is of this origin only
  waiting.postMessage('take-over');
}
