/** Graph and partition files of METIS 5 (Karypis 2013, manual, section 4.1), as text of whole numbers. */
import type { Csr } from '../core/grid/grid.ts';

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
  const lines = graphLines(textOf(source));
  const head = lines[0];
  if (!head) throw new Error('The graph file is empty. Its first line must hold the number of vertices and edges.');
  const [count = Number.NaN, edges = Number.NaN, formatNumber = 0, weightCount] = numbersOf(head);
  const format = String(formatNumber).padStart(3, '0');
  if (!(Number.isInteger(count) && count >= 1 && Number.isInteger(edges) && edges >= 0) || !/^[01]{3}$/.test(format)) {
    fail(head, 'must hold the number of vertices, the number of edges and, if any, a format of three digits 0 or 1');
  }
  if (lines.length - 1 !== count) {
    throw new Error(
      `The graph file says ${count} vertices in line ${head.number} but has ${lines.length - 1} vertex lines. Correct the first line or add the missing lines.`,
    );
  }
  const constraints = format[1] === '1' ? (weightCount ?? 1) : 0;
  const skip = format[0] === '1' ? 1 : 0;
  const stride = format[2] === '1' ? 2 : 1;
  const weights = Array.from({ length: Math.max(1, constraints) }, () => new Float64Array(count).fill(1));
  const offsets = new Uint32Array(count + 1);
  const targets = new Uint32Array(2 * edges);
  let used = 0;
  for (let v = 0; v < count; v++) {
    const line = lines[v + 1]!;
    const fields = numbersOf(line);
    if (fields.length < skip + constraints) fail(line, `must begin with ${skip + constraints} weights`);
    for (let c = 0; c < constraints; c++) weights[c]![v] = fields[skip + c]!;
    for (let i = skip + constraints; i < fields.length; i += stride) {
      const u = fields[i]! - 1;
      if (!(Number.isInteger(u) && u >= 0 && u < count))
        fail(line, `names vertex ${fields[i]}; vertices are 1 to ${count}`);
      if (u === v) fail(line, `joins vertex ${v + 1} to itself; remove that entry`);
      if (used >= targets.length) throw edgeCountError(head, edges, `more than ${2 * edges}`);
      targets[used++] = u;
    }
    offsets[v + 1] = used;
  }
  if (used !== 2 * edges) throw edgeCountError(head, edges, String(used));
  checkSymmetry({ offsets, targets }, count, lines);
  return { graph: { offsets, targets }, count, weights };
}

interface Line {
  /** 1-based, as an editor counts. */
  readonly number: number;
  readonly text: string;
}

function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

/** Lines without comments. Blank lines count: a vertex without weights and neighbours has one. */
function graphLines(text: string): Line[] {
  const lines: Line[] = [];
  const whole = text.replace(/\r?\n$/, '');
  whole.split(/\r?\n/).forEach((content, i) => {
    if (!content.startsWith('%') && (lines.length > 0 || content.trim() !== ''))
      lines.push({ number: i + 1, text: content });
  });
  // What follows the last line break is no line; further blank lines at the end are vertices only if the head says so.
  const count = lines[0] ? Number(lines[0].text.trim().split(/\s+/)[0]) : 0;
  while (lines.length - 1 > count && lines[lines.length - 1]!.text.trim() === '') lines.pop();
  return lines;
}

function numbersOf(line: Line): number[] {
  const text = line.text.trim();
  if (text === '') return [];
  const numbers = text.split(/\s+/).map(Number);
  if (numbers.some((value) => !(value >= 0 && value < Infinity)))
    fail(line, 'must hold whole numbers from 0 up, nothing else');
  return numbers;
}

function fail(line: Line, what: string): never {
  throw new Error(`Line ${line.number} of the graph file ${what}.`);
}

function edgeCountError(head: Line, edges: number, found: string): Error {
  return new Error(
    `The graph file says ${edges} edges in line ${head.number}, so ${2 * edges} neighbours, but lists ${found}. Every edge must be listed at both ends and counted once.`,
  );
}

function checkSymmetry({ offsets, targets }: Csr, count: number, lines: readonly Line[]): void {
  const seen = new Set<number>();
  for (let v = 0; v < count; v++) {
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const key = v * count + targets[e]!;
      if (seen.has(key)) fail(lines[v + 1]!, `names vertex ${targets[e]! + 1} twice; remove one`);
      seen.add(key);
    }
  }
  for (const key of seen) {
    const v = Math.floor(key / count);
    const u = key % count;
    if (seen.has(u * count + v)) continue;
    fail(
      lines[v + 1]!,
      `names vertex ${u + 1}, which does not name vertex ${v + 1} in turn; list the edge at both ends`,
    );
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
  const words = rowsOf(textOf(source));
  if (words.length !== count) {
    throw new Error(
      `The ${what} file has ${words.length} lines, the graph has ${count} vertices. It needs one line a vertex.`,
    );
  }
  return Int32Array.from(words, (word, i) => {
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
  const rows = rowsOf(textOf(source));
  if (rows.length !== count) {
    throw new Error(
      `The position file has ${rows.length} lines, the graph has ${count} vertices. It needs one line a vertex.`,
    );
  }
  const positions = new Float64Array(2 * count);
  rows.forEach((row, i) => {
    const numbers = row.split(/[\s,]+/).map(Number);
    if (numbers.length !== 2 || numbers.some((x) => !Number.isFinite(x))) {
      throw new Error(
        `Line ${i + 1} of the position file says "${row}". It must hold two numbers, longitude and latitude.`,
      );
    }
    positions.set(numbers, 2 * i);
  });
  return positions;
}

/**
 * Target shares: `parts` lines, one share of the whole a weight (one for all weights where a line has only one).
 * Each weight's shares are scaled to sum to 1. Returns `shares[weight][part]`; throws Error on wrong lines.
 */
export function parseTargets(source: string | Uint8Array, parts: number, weightCount: number): Float64Array[] {
  const rows = rowsOf(textOf(source));
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

/** Lines without the line breaks at the end. */
function rowsOf(text: string): string[] {
  const rows = text.split(/\r?\n/).map((row) => row.trim());
  while (rows.length > 0 && rows[rows.length - 1] === '') rows.pop();
  return rows;
}
