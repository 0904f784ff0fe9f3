/** Which territory each account belongs to: its override's, else its cell's. */
import type { Demand } from '../data/dataset.ts';
import type { Plan } from './plan.ts';

/**
 * @returns TerritoryCode of each account, 0 = none (unplaced without an override, or in an unassigned cell);
 *   length accounts.count
 */
export function accountTerritories(plan: Plan, demand: Pick<Demand, 'accountCell'>): Uint16Array {
  const owners = plan.layers[0] as Uint16Array;
  const codes = Uint16Array.from(demand.accountCell, (cell) => (cell < 0 ? 0 : (owners[cell] as number)));
  for (const { account, territory } of plan.records.override.values()) codes[account] = territory;
  return codes;
}
