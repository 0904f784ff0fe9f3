import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { done, hexwright, scratchFolder } from './run.ts';

const WIDTH = 30;
const HEIGHT = 20;
const PARTS = 6;

/** A board of squares with two weights, as METIS text. */
function boardGraph(width = WIDTH, height = HEIGHT): { text: string; neighbours: number[][]; weights: number[][] } {
  const count = width * height;
  const neighbours = Array.from({ length: count }, (_, v) => {
    const x = v % width;
    return [
      ...(v >= width ? [v - width] : []),
      ...(x > 0 ? [v - 1] : []),
      ...(x < width - 1 ? [v + 1] : []),
      ...(v + width < count ? [v + width] : []),
    ];
  });
  const weights = neighbours.map((_, v) => [1 + ((v * 7) % 5), 2 + ((v * 13) % 7)]);
  const edges = neighbours.reduce((sum, list) => sum + list.length, 0) / 2;
  const lines = neighbours.map((list, v) => [...(weights[v] ?? []), ...list.map((u) => u + 1)].join(' '));
  return { text: `${count} ${edges} 010 2\n${lines.join('\n')}\n`, neighbours, weights };
}

/** Cut, deviations, parts in pieces and empty parts, counted here from the definition. */
function scored({ neighbours, weights }: ReturnType<typeof boardGraph>, parts: readonly number[], shares: number[]) {
  let cut = 0;
  const pieces = new Array<number>(shares.length).fill(0);
  const seen = new Set<number>();
  parts.forEach((part, start) => {
    for (const u of neighbours[start] ?? []) if (u > start && parts[u] !== part) cut++;
    if (seen.has(start)) return;
    pieces[part] = (pieces[part] ?? 0) + 1;
    const stack = [start];
    seen.add(start);
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      for (const u of neighbours[v] ?? []) {
        if (seen.has(u) || parts[u] !== part) continue;
        seen.add(u);
        stack.push(u);
      }
    }
  });
  const maxDeviation = [0, 1].map((weight) => {
    const loads = shares.map((_, part) =>
      parts.reduce((sum, own, v) => sum + (own === part ? (weights[v]?.[weight] ?? 0) : 0), 0),
    );
    const total = loads.reduce((sum, load) => sum + load, 0);
    return Math.max(...loads.map((load, part) => Math.abs(load / (total * (shares[part] ?? 0)) - 1)));
  });
  return {
    cut,
    maxDeviation: maxDeviation.map((value) => Number(value.toFixed(5))),
    notContiguous: pieces.filter((count) => count > 1).length,
    empty: pieces.filter((count) => count === 0).length,
  };
}

describe('hexwright solve', () => {
  const scratch = scratchFolder();
  const board = boardGraph();
  const graph = () => scratch.path('board.graph');
  const partsIn = async (name: string) => (await readFile(scratch.path(name), 'utf8')).trim().split('\n').map(Number);
  const solve = async (name: string, ...options: string[]) => {
    await writeFile(graph(), board.text);
    const args = ['--graph', graph(), '--parts', String(PARTS), '--out', scratch.path(name), ...options];
    return JSON.parse(await done('solve', ...args)) as Record<string, unknown>;
  };
  const equal = new Array<number>(PARTS).fill(1 / PARTS);

  it('prints the figures of what it wrote, every part whole and within tolerance', async () => {
    const result = await solve('a.part', '--seed', '3', '--steps', '300');
    const parts = await partsIn('a.part');
    expect(parts).toHaveLength(WIDTH * HEIGHT);
    expect(result).toMatchObject({ ...scored(board, parts, equal), notContiguous: 0, empty: 0, changed: 0 });
    for (const deviation of result['maxDeviation'] as number[]) expect(deviation).toBeLessThanOrEqual(0.05);
  }, 60_000);

  it('keeps the best of several seeds, and repeats itself', async () => {
    await writeFile(scratch.path('many.graph'), board.text);
    const partsOf = async (out: string, ...more: string[]) => {
      const common = ['--graph', scratch.path('many.graph'), '--parts', String(PARTS), '--steps', '40'];
      await done('solve', ...common, ...more, '--out', scratch.path(out));
      return readFile(scratch.path(out), 'utf8');
    };
    const both = await partsOf('both.part', '--seed', '3', '--workers', '2');
    const each = await Promise.all(['3', '4'].map((seed) => partsOf(`${seed}.part`, '--seed', seed)));
    expect(each).toContain(both);
    expect(await partsOf('again.part', '--seed', '3', '--workers', '2')).toBe(both);
  });

  it('shares a larger search among threads, and repeats itself', async () => {
    const large = boardGraph(80, 50);
    await writeFile(scratch.path('large.graph'), large.text);
    const solved = async (out: string) => {
      const options = ['--tolerance', '0.005', '--steps', '60', '--workers', '2', '--out', scratch.path(out)];
      const result = await done('solve', '--graph', scratch.path('large.graph'), '--parts', '8', ...options);
      return { result: JSON.parse(result) as Record<string, unknown>, parts: await partsIn(out) };
    };
    const { result, parts } = await solved('shared.part');
    expect(result).toMatchObject({ ...scored(large, parts, new Array<number>(8).fill(1 / 8)), notContiguous: 0 });
    expect((await solved('shared-again.part')).parts).toEqual(parts);
  }, 60_000);

  it('repeats itself with the same seed and steps', async () => {
    await solve('b.part', '--seed', '3', '--steps', '300');
    expect(await partsIn('b.part')).toEqual(await partsIn('a.part'));
  }, 60_000);

  it('aims at targets, and keeps fixed vertices', async () => {
    const shares = [0.3, 0.2, 0.2, 0.1, 0.1, 0.1];
    await writeFile(scratch.path('targets'), shares.map((share) => `${share}\n`).join(''));
    const fixed = new Array<number>(WIDTH * HEIGHT).fill(-1);
    fixed[0] = 4;
    fixed[WIDTH * HEIGHT - 1] = 0;
    await writeFile(scratch.path('fixed'), fixed.join('\n'));
    const options = ['--target', scratch.path('targets'), '--fixed', scratch.path('fixed'), '--steps', '300'];
    const result = await solve('c.part', ...options);
    const parts = await partsIn('c.part');
    expect([parts[0], parts.at(-1)]).toEqual([4, 0]);
    expect(result).toMatchObject(scored(board, parts, shares));
  }, 60_000);

  it('changes no more of an initial partition than allowed', async () => {
    const columns = Array.from({ length: WIDTH * HEIGHT }, (_, v) => Math.floor((v % WIDTH) / (WIDTH / PARTS)));
    await writeFile(scratch.path('initial'), columns.join('\n'));
    const options = ['--initial', scratch.path('initial'), '--max-changed', '0.1', '--tolerance', '0.02'];
    const result = await solve('d.part', ...options, '--steps', '200');
    const parts = await partsIn('d.part');
    const changed = parts.filter((part, v) => part !== columns[v]).length / parts.length;
    expect(changed).toBeLessThanOrEqual(0.1);
    expect(result).toMatchObject({ ...scored(board, parts, equal), changed: Number(changed.toFixed(5)) });
  }, 60_000);

  it('names the line of a graph that is wrong', async () => {
    await writeFile(scratch.path('wrong.graph'), '2 1\n2\n7\n');
    const args = ['--graph', scratch.path('wrong.graph'), '--parts', '2', '--out', scratch.path('x')];
    const { code, stderr } = await hexwright('solve', ...args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexwright: Line 3 .*vertex 7/)]);
  });
});
