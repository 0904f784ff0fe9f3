/** Which territory a new part resembles most, so that ids, names and reps carry over to a new build. */
/// <reference path="./munkres-js.d.ts" />
import computeMunkres from 'munkres-js';
import type { TerritoryCode } from './plan.ts';

/** Whole numbers keep the Hungarian method's comparisons with zero exact. */
const POTENTIAL_STEPS = 1e9;
const CELL_STEPS = 1e3;

/**
 * Assigns each part the territory with which it shares most potential, so that the sum of shared potential over all
 * pairs is greatest (Hungarian method); shared cells break ties. Nothing is mutated.
 *
 * @param parts part of each cell, -1 = none
 * @param baseOwners territory of each cell in the base plan
 * @param cellPotential potential of each cell
 * @param baseCodes territories that may be given, each at most once
 * @returns code of each part, -1 where no territory of the base shares a cell with it or none is left
 */
export function matchParts(
  parts: Int32Array,
  partCount: number,
  baseOwners: Uint16Array,
  cellPotential: Float64Array,
  baseCodes: readonly TerritoryCode[],
): Int32Array {
  const codes = new Int32Array(partCount).fill(-1);
  if (partCount === 0 || baseCodes.length === 0) return codes;
  const profit = sharedProfit(parts, partCount, baseOwners, cellPotential, baseCodes);
  // Padding has cost 0: the costs are negative profits, so a padded pair never displaces one that shares something.
  const costs = profit.map((row) => Array.from(row, (value) => -value));
  for (const [part, column] of computeMunkres(costs)) {
    if ((profit[part]?.[column] ?? 0) > 0) codes[part] = baseCodes[column] as number;
  }
  return codes;
}

/** profit[part][column of baseCodes]: whole numbers, shared potential first, shared cells second. */
function sharedProfit(
  parts: Int32Array,
  partCount: number,
  baseOwners: Uint16Array,
  cellPotential: Float64Array,
  baseCodes: readonly TerritoryCode[],
): Float64Array[] {
  const columnOf = new Int32Array(65_536).fill(-1);
  baseCodes.forEach((code, column) => {
    columnOf[code] = column;
  });
  const potential = Array.from({ length: partCount }, () => new Float64Array(baseCodes.length));
  const cells = Array.from({ length: partCount }, () => new Float64Array(baseCodes.length));
  let total = 0;
  for (let cell = 0; cell < parts.length; cell++) {
    const part = parts[cell] as number;
    const column = columnOf[baseOwners[cell] as number] as number;
    if (part < 0 || column < 0) continue;
    const value = Math.max(0, cellPotential[cell] as number);
    (potential[part] as Float64Array)[column]! += value;
    (cells[part] as Float64Array)[column]! += 1;
    total += value;
  }
  const scale = total > 0 ? POTENTIAL_STEPS / total : 0;
  return potential.map((row, part) =>
    row.map((value, column) => {
      const shared = (cells[part] as Float64Array)[column] as number;
      return Math.round(value * scale) * 10 + (shared > 0 ? Math.ceil((shared / parts.length) * CELL_STEPS) : 0);
    }),
  );
}
