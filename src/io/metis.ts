/** Graph and partition files of METIS 5 (Karypis 2013, manual, section 4.1), as text of whole numbers. */
import type { Csr } from '../core/grid/grid.ts';
import {
  createNumberRow,
  lineText,
  linesOf,
  type NumberLines,
  type NumberRow,
  readNumbers,
  withoutBlankEnd,
} from './number-lines.ts';

/** Begins a comment. */
const PERCENT = 37;

export interface MetisGraph {
  readonly graph: Csr;
  readonly count: number;
  /** One array a weight; a single array of ones where the file has no vertex weights. */
  readonly weights: readonly Float64Array[];
}

/**
 * Reads a graph file. Edge weights and vertex sizes are read over: the engine counts edges. Edges named on one side
 * only, loops and repeated edges are errors. Throws Error with a sentence that names the line and what to do.
 */
export function parseMetisGraph(source: string | Uint8Array): MetisGraph {
  const lines = graphLines(linesOf(source));
  const row = createNumberRow();
  if (lines.kept.length === 0) {
    throw new Error('The graph file is empty. Its first line must hold the number of vertices and edges.');
  }
  readChecked(lines, 0, row);
  const [count = Number.NaN, edges = Number.NaN, formatNumber = 0, weightCount] = row.values.slice(0, row.count);
  const format = String(formatNumber).padStart(3, '0');
  if (!(Number.isInteger(count) && count >= 1 && Number.isInteger(edges) && edges >= 0) || !/^[01]{3}$/.test(format)) {
    fail(
      lines,
      0,
      'must hold the number of vertices, the number of edges and, if any, a format of three digits 0 or 1',
    );
  }
  if (lines.kept.length - 1 !== count) {
    throw new Error(
      `The graph file says ${count} vertices in line ${lineNumber(lines, 0)} but has ${lines.kept.length - 1} vertex lines. Correct the first line or add the missing lines.`,
    );
  }
  const constraints = format[1] === '1' ? (weightCount ?? 1) : 0;
  const columns = { skip: format[0] === '1' ? 1 : 0, constraints, stride: format[2] === '1' ? 2 : 1 };
  const weights = Array.from({ length: Math.max(1, constraints) }, () => new Float64Array(count).fill(1));
  const graph = { offsets: new Uint32Array(count + 1), targets: new Uint32Array(2 * edges) };
  let used = 0;
  for (let v = 0; v < count; v++) {
    readChecked(lines, v + 1, row);
    used = addVertex(lines, row, v, columns, weights, graph, used);
    graph.offsets[v + 1] = used;
  }
  if (used !== 2 * edges) throw edgeCountError(lines, edges, String(used));
  checkSymmetry(graph, count, lines);
  return { graph, count, weights };
}

interface GraphLines extends NumberLines {
  /** Lines that count: without comments, and without blank ones before the first. */
  readonly kept: Uint32Array;
}

/** Fields of a vertex line: sizes before the weights, and entries for each neighbour. */
interface Columns {
  readonly skip: number;
  readonly constraints: number;
  readonly stride: number;
}

/** Takes in the fields of a vertex; returns how many neighbours there are by then. */
function addVertex(
  lines: GraphLines,
  { values, count: fields }: NumberRow,
  v: number,
  { skip, constraints, stride }: Columns,
  weights: readonly Float64Array[],
  { targets, offsets }: Csr,
  before: number,
): number {
  const count = offsets.length - 1;
  let used = before;
  if (fields < skip + constraints) fail(lines, v + 1, `must begin with ${skip + constraints} weights`);
  for (let c = 0; c < constraints; c++) weights[c]![v] = values[skip + c]!;
  for (let i = skip + constraints; i < fields; i += stride) {
    const u = values[i]! - 1;
    if (!(Number.isInteger(u) && u >= 0 && u < count))
      fail(lines, v + 1, `names vertex ${values[i]}; vertices are 1 to ${count}`);
    if (u === v) fail(lines, v + 1, `joins vertex ${v + 1} to itself; remove that entry`);
    if (used >= targets.length) throw edgeCountError(lines, targets.length / 2, `more than ${targets.length}`);
    targets[used++] = u;
  }
  return used;
}

/** Blank lines count: a vertex without weights and neighbours has one. */
function graphLines(lines: NumberLines): GraphLines {
  const { bytes, starts } = lines;
  const kept = new Uint32Array(lines.count);
  let used = 0;
  for (let i = 0; i < lines.count; i++) {
    if (bytes[starts[i]!] === PERCENT && starts[i]! < lines.ends[i]!) continue;
    if (used > 0 || lineText(lines, i) !== '') kept[used++] = i;
  }
  // What follows the last line break is no line; further blank lines at the end are vertices only if the head says so.
  const row = createNumberRow();
  if (used > 0) readNumbers(lines, kept[0]!, row);
  while (used - 1 > (row.values[0] ?? 0) && lineText(lines, kept[used - 1]!) === '') used--;
  return { ...lines, kept: kept.slice(0, used) };
}

function readChecked(lines: GraphLines, at: number, row: NumberRow): void {
  readNumbers(lines, lines.kept[at]!, row);
  for (let i = 0; i < row.count; i++) {
    if (!(row.values[i]! >= 0 && row.values[i]! < Infinity))
      fail(lines, at, 'must hold whole numbers from 0 up, nothing else');
  }
}

/** As an editor counts. */
function lineNumber({ kept }: GraphLines, at: number): number {
  return kept[at]! + 1;
}

function fail(lines: GraphLines, at: number, what: string): never {
  throw new Error(`Line ${lineNumber(lines, at)} of the graph file ${what}.`);
}

function edgeCountError(lines: GraphLines, edges: number, found: string): Error {
  return new Error(
    `The graph file says ${edges} edges in line ${lineNumber(lines, 0)}, so ${2 * edges} neighbours, but lists ${found}. Every edge must be listed at both ends and counted once.`,
  );
}

function checkSymmetry({ offsets, targets }: Csr, count: number, lines: GraphLines): void {
  // Of each vertex those that name it, as CSR.
  const named = new Uint32Array(count + 1);
  for (const u of targets) named[u + 1]!++;
  for (let v = 0; v < count; v++) named[v + 1]! += named[v]!;
  const next = named.slice();
  const namedBy = new Uint32Array(targets.length);
  const mark = new Uint32Array(count);
  for (let v = 0; v < count; v++) {
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      if (mark[u] === v + 1) fail(lines, v + 1, `names vertex ${u + 1} twice; remove one`);
      mark[u] = v + 1;
      namedBy[next[u]!++] = v;
    }
  }
  mark.fill(0);
  for (let v = 0; v < count; v++) {
    for (let e = named[v]!; e < named[v + 1]!; e++) mark[namedBy[e]!] = v + 1;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      if (mark[u] === v + 1) continue;
      const what = `names vertex ${u + 1}, which does not name vertex ${v + 1} in turn; list the edge at both ends`;
      fail(lines, v + 1, what);
    }
  }
}

/**
 * One part number a line, from 0 (or -1 where `allowUnset`); `what` names the file in errors. Throws Error on a wrong
 * number of lines or a part outside 0 .. parts-1.
 */
export function parseParts(
  source: string | Uint8Array,
  options: { count: number; parts: number; allowUnset: boolean; what: string },
): Int32Array {
  const { count, parts, allowUnset, what } = options;
  const words = withoutBlankEnd(linesOf(source));
  if (words.count !== count) {
    throw new Error(
      `The ${what} file has ${words.count} lines, the graph has ${count} vertices. It needs one line a vertex.`,
    );
  }
  return Int32Array.from({ length: count }, (_, i) => {
    const word = lineText(words, i);
    const part = Number(word);
    if (word === '' || !Number.isInteger(part) || part < (allowUnset ? -1 : 0) || part >= parts) {
      throw new Error(
        `Line ${i + 1} of the ${what} file says "${word}". It must be a part from 0 to ${parts - 1}${allowUnset ? ', or -1 for none' : ''}.`,
      );
    }
    return part;
  });
}

/** The text of a partition file: one part number a line. */
export function formatParts(parts: Int32Array): string {
  return `${parts.join('\n')}\n`;
}

/** Positions, two numbers a line, lng and lat or x and y; interleaved. Throws Error on a wrong count or a word. */
export function parseXy(source: string | Uint8Array, count: number): Float64Array {
  const rows = withoutBlankEnd(linesOf(source));
  if (rows.count !== count) {
    throw new Error(
      `The position file has ${rows.count} lines, the graph has ${count} vertices. It needs one line a vertex.`,
    );
  }
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const row = lineText(rows, i);
    const numbers = row.split(/[\s,]+/).map(Number);
    if (numbers.length !== 2 || numbers.some((x) => !Number.isFinite(x))) {
      throw new Error(
        `Line ${i + 1} of the position file says "${row}". It must hold two numbers, longitude and latitude.`,
      );
    }
    positions[2 * i] = numbers[0]!;
    positions[2 * i + 1] = numbers[1]!;
  }
  return positions;
}

/**
 * Target shares: `parts` lines, one share of the whole a weight (one for all weights where a line has only one).
 * Each weight's shares are scaled to sum to 1. Returns `shares[weight][part]`; throws Error on wrong lines.
 */
export function parseTargets(source: string | Uint8Array, parts: number, weightCount: number): Float64Array[] {
  const lines = withoutBlankEnd(linesOf(source));
  const rows = Array.from({ length: lines.count }, (_, i) => lineText(lines, i));
  if (rows.length !== parts) {
    throw new Error(`The target file has ${rows.length} lines for ${parts} parts. It needs one line a part.`);
  }
  const shares = Array.from({ length: weightCount }, () => new Float64Array(parts));
  rows.forEach((row, p) => {
    const numbers = row.split(/[\s,]+/).map(Number);
    if ((numbers.length !== weightCount && numbers.length !== 1) || numbers.some((x) => !(x >= 0 && x < Infinity))) {
      throw new Error(
        `Line ${p + 1} of the target file says "${row}". It must hold ${weightCount} shares from 0 up, or one for all.`,
      );
    }
    for (let c = 0; c < weightCount; c++) shares[c]![p] = numbers[c] ?? numbers[0]!;
  });
  shares.forEach((row, c) => {
    const sum = row.reduce((total, share) => total + share, 0);
    if (!(sum > 0))
      throw new Error(`The target file gives nothing to any part in weight ${c + 1}. The shares must sum to 1.`);
    if (Math.abs(sum - 1) > 0.01) {
      throw new Error(`The shares of weight ${c + 1} in the target file sum to ${sum}. They must sum to 1.`);
    }
  });
  return shares;
}
