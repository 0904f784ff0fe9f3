/** Names for parts that were dealt without regard to fixed nodes. */
import type { WeightedGraph } from './weighted-graph.ts';

/**
 * Renames unfrozen parts, so that as many fixed nodes as possible lie in their own part and the others near it: pairs
 * of a part and a name are taken in turn, those with a fixed node in the part first, then by the distance of centres in
 * the plane. Mutates `parts`; nodes of part -1 stay.
 */
export function nameByFixed(graph: WeightedGraph, frozen: Uint8Array, partCount: number, parts: Int32Array): void {
  const open = Array.from({ length: partCount }, (_, p) => p).filter((p) => !frozen[p]);
  const wanted = centres(graph, graph.fixed, partCount);
  const dealt = centres(graph, parts, partCount);
  const held = new Set<number>();
  for (let v = 0; v < parts.length; v++) {
    const name = graph.fixed[v]!;
    if (name >= 0 && parts[v]! >= 0) held.add(parts[v]! * partCount + name);
  }
  const pairs = open
    .filter((name) => wanted.weight[name]! > 0)
    .flatMap((name) =>
      open.map((part) => ({
        name,
        part,
        outside: held.has(part * partCount + name) ? 0 : 1,
        distance: Math.hypot(wanted.x[name]! - dealt.x[part]!, wanted.y[name]! - dealt.y[part]!),
      })),
    )
    .sort((a, b) => a.outside - b.outside || a.distance - b.distance || a.part - b.part || a.name - b.name);
  const nameOf = new Int32Array(partCount).fill(-1);
  const used = new Uint8Array(partCount);
  for (const { name, part } of pairs) {
    if (nameOf[part]! >= 0 || used[name]) continue;
    nameOf[part] = name;
    used[name] = 1;
  }
  const left = open.filter((name) => !used[name]);
  for (const part of open) if (nameOf[part]! < 0) nameOf[part] = left.shift()!;
  for (let v = 0; v < parts.length; v++) {
    const part = parts[v]!;
    if (part >= 0 && !frozen[part]) parts[v] = nameOf[part]!;
  }
}

/** Centres of the nodes of each part in the plane, weighted by cells; `weight` 0 = no node. */
function centres({ plane, sizes }: WeightedGraph, parts: Int32Array, partCount: number) {
  const x = new Float64Array(partCount);
  const y = new Float64Array(partCount);
  const weight = new Float64Array(partCount);
  for (let v = 0; v < parts.length; v++) {
    const p = parts[v]!;
    if (p < 0) continue;
    const size = sizes[v]!;
    x[p]! += size * plane[2 * v]!;
    y[p]! += size * plane[2 * v + 1]!;
    weight[p]! += size;
  }
  for (let p = 0; p < partCount; p++) {
    x[p]! /= weight[p]! || 1;
    y[p]! /= weight[p]! || 1;
  }
  return { x, y, weight };
}
