/** Which territory each account belongs to: its override's, else its cell's. */
import type { Demand } from '../data/dataset.ts';
import type { Plan } from './plan.ts';

/**
 * @returns TerritoryCode of each account, 0 = none (unplaced without an override, or in an unassigned cell);
 *   length accounts.count
 */
export function accountTerritories(plan: Plan, demand: Pick<Demand, 'accountCell'>): Uint16Array {
  const owners = plan.layers[0] as Uint16Array;
  const { accountCell } = demand;
  const codes = new Uint16Array(accountCell.length);
  for (let account = 0; account < codes.length; account++) {
    const cell = accountCell[account]!;
    if (cell >= 0) codes[account] = owners[cell]!;
  }
  for (const { account, territory } of plan.records.override.values()) codes[account] = territory;
  return codes;
}
