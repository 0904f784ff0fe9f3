import { acceptProposal } from '../../engine/balance-client.ts';
import { undo } from '../../engine/plan-actions.ts';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { proposalWords } from '../proposal-words.ts';
import { attempt } from './attempt.ts';

export const ACCEPT_KEY = 'A';

/** Puts the proposal on the table into the plan, and says how to take it back. */
export function accept(): void {
  if (acceptProposal() === null) return;
  showToast(proposalWords.accepted, { label: messages.toast.takeBack, run: () => attempt(undo) });
}
