/** Parts that can't be inside or in one piece whatever the plan, proved by sums and by what a part can reach. */
import type { BaseGraph } from './base-graph.ts';
import type { BalanceProblem, Infeasibility } from './problem.ts';
import { deviationOf, isInside, measureTotal, type PartTargets } from './targets.ts';

export type Proof = Omit<Infeasibility, 'part' | 'measure'>;

/** Rounding, as a share of a sum. */
const GRAIN = 1e-9;

export interface ProofContext {
  readonly problem: BalanceProblem;
  readonly targets: PartTargets;
  readonly base: BaseGraph;
  /** Loads that parts have whatever the plan: base loads, fixed cells and cells of locked parts; interleaved. */
  readonly bound: Float64Array;
  /** All there is, one a measure. */
  readonly totals: readonly number[];
  /** Part that each cell must be in, -1 = free; groups of fixed cells and cells of locked parts included. */
  readonly heldBy: Int32Array;
  /** What parts that hold no cell can reach, once it was asked for. */
  freeReach: Reach | null;
}

/** Connected pieces of cells; -1 = none. */
interface Reach {
  readonly label: Int32Array;
  readonly count: number;
}

export function proofContext(problem: BalanceProblem, targets: PartTargets, base: BaseGraph): ProofContext {
  const m = targets.measureCount;
  const bound = targets.baseLoad.slice();
  const { heldBy } = base;
  heldBy.forEach((p, v) => {
    if (p >= 0) for (let c = 0; c < m; c++) bound[p * m + c]! += problem.measures[c]!.values[v]!;
  });
  const totals = problem.measures.map((_, c) => measureTotal(problem, c));
  return { problem, targets, base, bound, heldBy, totals, freeReach: null };
}

/**
 * `[part * measures + measure]` = 1 where a part can't be inside for its lock or for what it must hold. A maximum or
 * minimum outside the tolerance is none: the search brings the part to that limit.
 */
export function hopelessParts(context: ProofContext): Uint8Array {
  const { targets } = context;
  const m = targets.measureCount;
  return Uint8Array.from(targets.target, (_, at) => {
    const proof = ownProof(context, Math.floor(at / m), at % m, false);
    return proof && (proof.reason !== 'cap' || targets.inverse[at] === 0) ? 1 : 0;
  });
}

/** Why a part that is outside in a measure has to be, if sums tell; what it can reach is looked at if `thorough`. */
export function proveOutside(context: ProofContext, part: number, measure: number, thorough: boolean): Proof | null {
  const proof = ownProof(context, part, measure) ?? sumProof(context, part, measure);
  return proof ?? (thorough ? reachProof(context, part, measure) : null);
}

/** Limits in file units; of parts without a possible load the nearer to it. */
function limitsOf({ target, inverse, low, high }: PartTargets, at: number): { least: number; most: number } {
  if (inverse[at] === 0) return { least: 0, most: Infinity };
  return { least: target[at]! + low[at]! / inverse[at]!, most: target[at]! + high[at]! / inverse[at]! };
}

/** The heaviest cell is looked for if it is to be `named`, which takes a pass over the cells. */
function ownProof(
  { problem, targets, bound, heldBy }: ProofContext,
  part: number,
  measure: number,
  named = true,
): Proof | null {
  const at = part * targets.measureCount + measure;
  const share = (load: number) => load * targets.inverse[at]!;
  if (problem.locked?.[part]) {
    if (isInside(targets, at, bound[at]!)) return null;
    const cell = named ? heaviestHeld(problem, heldBy, part, measure) : -1;
    return { reason: 'locked', cell, share: share(cell < 0 ? bound[at]! : problem.measures[measure]!.values[cell]!) };
  }
  const least = problem.minimum?.[measure]![part] ?? 0;
  const most = problem.maximum?.[measure]![part] ?? Infinity;
  const tolerance = targets.tolerance[at]!;
  const target = targets.target[at]!;
  const empty = targets.inverse[at] === 0;
  if (deviationOf(targets, at, most) < -tolerance)
    return { reason: 'cap', cell: -1, share: share(most), needed: target * (1 - tolerance), available: most };
  if (empty ? least > 0 : deviationOf(targets, at, least) > tolerance)
    return { reason: 'cap', cell: -1, share: share(least), needed: least, available: target * (1 + tolerance) };
  const limit = limitsOf(targets, at).most;
  if (bound[at]! <= limit * (1 + GRAIN)) return null;
  const cell = named ? heaviestHeld(problem, heldBy, part, measure) : -1;
  return { reason: 'fixed', cell, share: share(bound[at]!), needed: bound[at]!, available: limit };
}

function heaviestHeld(problem: BalanceProblem, heldBy: Int32Array, part: number, measure: number): number {
  const { values } = problem.measures[measure]!;
  let heaviest = -1;
  for (let cell = 0; cell < heldBy.length; cell++) {
    if (heldBy[cell] === part && (heaviest < 0 || values[cell]! > values[heaviest]!)) heaviest = cell;
  }
  return heaviest;
}

/** All that a part could take, in one piece, is less than it needs: the others' fixed cells and locks hem it in. */
function reachProof(context: ProofContext, part: number, measure: number): Proof | null {
  const { problem, targets, heldBy } = context;
  const at = part * targets.measureCount + measure;
  const needed = limitsOf(targets, at).least;
  const { label, count } = reachable(context, part);
  const { values } = problem.measures[measure]!;
  const loads = new Float64Array(count);
  const holds = new Uint8Array(count);
  label.forEach((piece, cell) => {
    if (piece < 0) return;
    loads[piece]! += values[cell]!;
    if (heldBy[cell] === part) holds[piece] = 1;
  });
  const base = targets.baseLoad[at]!;
  let available = base;
  if (holds.includes(1)) loads.forEach((load, piece) => (available += holds[piece] ? load : 0));
  else available += loads.reduce((most, load) => Math.max(most, load), 0);
  if (available >= needed * (1 - GRAIN)) return null;
  const byLock = heldBy.some((p) => p >= 0 && p !== part && problem.locked?.[p] === 1);
  const byFixed = heldBy.some((p) => p >= 0 && p !== part && !problem.locked?.[p]);
  const reason = byLock ? 'locked' : byFixed ? 'fixed' : 'no-connected-set';
  return { reason, cell: -1, share: available * targets.inverse[at]!, needed, available };
}

/** Connected pieces of the cells that a part may have; -1 = none. */
function reachable(context: ProofContext, part: number): Reach {
  const { heldBy } = context;
  if (heldBy.includes(part)) return reachOf(context, part);
  context.freeReach ??= reachOf(context, part);
  return context.freeReach;
}

function reachOf({ problem, heldBy }: ProofContext, part: number): Reach {
  const { offsets, targets } = problem.graph;
  const label = new Int32Array(heldBy.length).fill(-1);
  const stack: number[] = [];
  const open = (v: number) => label[v]! < 0 && (heldBy[v]! < 0 || heldBy[v] === part);
  let count = 0;
  for (let start = 0; start < label.length; start++) {
    if (!open(start)) continue;
    label[start] = count;
    stack.push(start);
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
        const u = targets[e]!;
        if (!open(u)) continue;
        label[u] = count;
        stack.push(u);
      }
    }
    count++;
  }
  return { label, count };
}

/** What is there for the parts that are not locked is more than all of them may carry together, or less than they need. */
function sumProof({ problem, targets, bound, totals }: ProofContext, part: number, measure: number): Proof | null {
  const m = targets.measureCount;
  let there = totals[measure]!;
  let most = 0;
  let least = 0;
  let locked = false;
  for (let p = 0; p < targets.partCount; p++) {
    const at = p * m + measure;
    if (problem.locked?.[p]) {
      there -= bound[at]!;
      locked = true;
      continue;
    }
    const limits = limitsOf(targets, at);
    most += limits.most;
    least += Math.max(limits.least, bound[at]!);
  }
  const capped = problem.minimum || problem.maximum;
  const reason = capped ? 'cap' : locked ? 'locked' : 'fixed';
  const share = there * targets.inverse[part * m + measure]!;
  if (most < there * (1 - GRAIN)) return { reason, cell: -1, share, needed: there, available: most };
  if (least > there * (1 + GRAIN)) return { reason, cell: -1, share, needed: least, available: there };
  return null;
}

/** Why a part of a plan lies in several pieces, if there is no way to join them. */
export function provePieces(context: ProofContext, parts: Int32Array, part: number): Proof | null {
  const { problem, base, heldBy } = context;
  const none = { share: 0, cell: -1 };
  if (problem.locked?.[part]) return { ...none, reason: 'locked' };
  const group = base.conflicts.find(({ cell, kind }) => kind === 'pieces' && parts[cell] === part);
  if (group) return { ...none, reason: 'group', cell: group.cell };
  const { label, count } = reachable(context, part);
  const held = [...heldBy.keys()].filter((cell) => heldBy[cell] === part);
  const apart = held.find((cell) => label[cell] !== label[held[0]!]);
  if (apart !== undefined) return { ...none, reason: 'fixed', cell: apart };
  const { locked } = problem;
  const open = problem.parts - (locked?.reduce((sum, lock) => sum + lock, 0) ?? 0);
  if (held.length === 0 && count > open) return { ...none, reason: 'no-connected-set', needed: count, available: open };
  return null;
}
