/** Whether the inspector shows the repair that is suggested, instead of what is selected. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { live } from '../../store/live-store.ts';
import { useProposal, useProposalOpen } from './plan-hooks.ts';

export const liveDetails = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export function useLiveDetails(): boolean {
  return useStore(liveDetails, (state) => state.open);
}

/** A proposal that was asked for takes the inspector; one that comes and goes with strokes only where that is wished. */
export function useProposalInspected(): boolean {
  const open = useProposalOpen();
  const isLive = useProposal((state) => state.live);
  const searching = useStore(live, (state) => state.status === 'searching');
  const wanted = useLiveDetails();
  return open ? !isLive || wanted : wanted && searching;
}
