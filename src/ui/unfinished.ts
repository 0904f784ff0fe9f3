/** What a reload or a crash has interrupted is offered again: an import, a search for a proposal. */
import { openUnfinishedImport, pendingSearch, unfinishedImport } from '../persistence/persistence.ts';
import { proposal } from '../store/proposal-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { sentenceOf } from './errors.ts';
import { showError, showOffer } from './kit/toasts.tsx';
import { messages } from './messages.ts';
import { screen, screenStore } from './screen.ts';

const words = messages.storage;
const balanceClient = () => import('../engine/balance-client.ts');

const attempt = (run: () => Promise<void>) => {
  run().catch((error: unknown) => showError(sentenceOf(error)));
};

/** Offers now what was left, and the search of each project that is opened from now on. */
export function offerUnfinished(): void {
  attempt(offerImport);
  let offered: string | null = null;
  const follow = () => {
    const { project, readOnly } = workspace.getState();
    if (project === null || readOnly || project.id === offered) return;
    offered = project.id;
    attempt(offerSearch);
  };
  follow();
  workspace.subscribe(follow);
}

async function offerImport(): Promise<void> {
  const found = await unfinishedImport();
  if (found === null) return;
  const goOn = async () => {
    const { file, answers, today } = await openUnfinishedImport(found.id);
    screenStore.setState({ importing: { file, answers: { ...(answers as object), today } }, error: null });
  };
  showOffer(words.unfinishedImport(found.name), { label: words.goOn, run: () => attempt(goOn) });
}

async function offerSearch(): Promise<void> {
  const pending = await pendingSearch();
  if (pending === null || proposal.getState().status !== 'idle') return;
  const plan = workspace.getState().plans.find(({ id }) => id === pending.planId);
  if (!plan || plan.frozen) return;
  const again = async () => {
    const { searchAgain } = await balanceClient();
    screen.showPlan(plan.id);
    await searchAgain(pending.search);
  };
  showOffer(words.pendingSearch(plan.name), { label: words.searchAgain, run: () => attempt(again) });
}
