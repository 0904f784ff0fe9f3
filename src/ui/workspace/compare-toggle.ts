import { useWorkspace } from './plan-hooks.ts';
import { workspace, type WorkspaceState } from '../../store/workspace-store.ts';
import { screen, screenStore } from '../screen.ts';

export const COMPARE_KEYS = 'Shift+C';

type Plans = Pick<WorkspaceState, 'plans' | 'activePlanId' | 'baseline'>;

/** Two plans to begin with: the plan in hand and the next one, or the baseline; null with fewer than two plans. */
export function firstComparison({
  plans,
  activePlanId,
  baseline,
}: Plans): { readonly a: string; readonly b: string } | null {
  const baseId = baseline?.plan.id ?? null;
  const others = plans.filter(({ id, archived }) => id !== baseId && (!archived || id === activePlanId));
  const [first] = others;
  if (first === undefined) return null;
  if (others.length === 1) return baseId === null ? null : { a: baseId, b: first.id };
  const inHand = others.find(({ id }) => id === activePlanId) ?? first;
  const other = others.find((plan) => plan !== inHand)!;
  // In the order of the tabs.
  return others.indexOf(inHand) < others.indexOf(other) ? { a: inHand.id, b: other.id } : { a: other.id, b: inHand.id };
}

export function useCanCompare(): boolean {
  return useWorkspace((state) => firstComparison(state) !== null);
}

/** Opens the comparison, or goes back to the plan in hand. */
export function toggleCompare(): void {
  if (screenStore.getState().compare !== null) {
    screen.closeCompare();
    return;
  }
  const first = firstComparison(workspace.getState());
  if (first !== null) screen.compare(first.a, first.b);
}
