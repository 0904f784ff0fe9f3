/** Keeps the page's address and what is on screen in step, both ways: reload and back lead where one was. */
import { openSavedPlan } from '../persistence/persistence.ts';
import { workspace } from '../store/workspace-store.ts';
import { type Address, isOtherPlace, parseAddress, writeAddress } from './address.ts';
import { sentenceOf } from './errors.ts';
import { showError } from './kit/toasts.tsx';
import { messages } from './messages.ts';
import { screen, screenStore } from './screen.ts';

function onScreen(): Address {
  const { project, activePlanId } = workspace.getState();
  const { compare } = screenStore.getState();
  if (project === null || activePlanId === null) return { kind: 'start' };
  return compare === null ? { kind: 'plan', planId: activePlanId } : { kind: 'compare', comparison: compare };
}

/** `push` = the way back leads to what was there before. */
function write(push: boolean): void {
  const next = writeAddress(onScreen());
  if (next === window.location.hash) return;
  const url = next === '' ? window.location.pathname + window.location.search : next;
  if (push) window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
}

/** Opens the project of a plan where it is not the open one. False when no project here has the plan. */
async function haveProjectOf(planId: string): Promise<boolean> {
  return workspace.getState().planStores.has(planId) || (await openSavedPlan(planId));
}

async function go(address: Address): Promise<void> {
  if (address.kind === 'start') {
    if (workspace.getState().project !== null) screen.closeProject();
    return;
  }
  const planId = address.kind === 'plan' ? address.planId : address.comparison.b;
  if (!(await haveProjectOf(planId))) throw new Error(messages.plans.unknownAddress);
  if (address.kind === 'plan') return screen.showPlan(planId);
  if (!workspace.getState().planStores.has(address.comparison.a)) throw new Error(messages.plans.unknownAddress);
  // A plan and itself are nothing to compare.
  if (address.comparison.a === planId) return screen.showPlan(planId);
  screenStore.setState({ compare: address.comparison, dialog: null });
}

/**
 * Shows what the address asks for, then follows. The project that it is about has been opened already where that was
 * possible. Gives the function that ends it.
 */
export function followAddress(): () => void {
  let going = true;
  const arrive = async (address: Address) => {
    going = true;
    try {
      await go(address);
    } catch (error) {
      showError(sentenceOf(error));
    } finally {
      going = false;
      write(false);
    }
  };
  const follow = () => {
    if (!going) write(isOtherPlace(parseAddress(window.location.hash), onScreen()));
  };
  const onBack = () => void arrive(parseAddress(window.location.hash));
  const asked = parseAddress(window.location.hash);
  // At the start no address is no wish: what was open last is open again.
  void arrive(asked.kind === 'start' ? onScreen() : asked);
  const stops = [workspace.subscribe(follow), screenStore.subscribe(follow)];
  window.addEventListener('popstate', onBack);
  return () => {
    window.removeEventListener('popstate', onBack);
    for (const stop of stops) stop();
  };
}
