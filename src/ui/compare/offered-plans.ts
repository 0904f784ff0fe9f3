import type { PlanStore } from '../../store/contract.ts';
import { useWorkspace } from '../workspace/plan-hooks.ts';
import { type Compared, plansOfTable } from './compared.ts';

/** Plans of the table, and after them every other one that is not put away. */
export function useOfferedPlans(compared: Compared): {
  readonly table: readonly PlanStore[];
  readonly offered: readonly PlanStore[];
} {
  const plans = useWorkspace((state) => state.plans);
  const planStores = useWorkspace((state) => state.planStores);
  const table = plansOfTable(compared);
  const rest = plans.flatMap(({ id, archived }) => {
    const store = planStores.get(id);
    return archived || store === undefined || table.includes(store) ? [] : store;
  });
  return { table, offered: [...table, ...rest] };
}
