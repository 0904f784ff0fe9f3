import { undo } from '../../engine/plan-actions.ts';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { proposalWords } from '../proposal-words.ts';
import { attempt } from './attempt.ts';
import { acceptProposal } from './searches.ts';

export const ACCEPT_KEY = 'A';

/** Puts the proposal on the table into the plan, and says how to take it back. */
export async function accept(): Promise<void> {
  if ((await acceptProposal()) === null) return;
  showToast(proposalWords.accepted, { label: messages.toast.takeBack, run: () => attempt(undo) });
}
