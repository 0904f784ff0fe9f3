import { describe, expect, it } from 'vitest';
import { formatParts, parseMetisGraph, parseParts, parseTargets, parseXy } from './metis.ts';

const SQUARE = '% a square\n4 4 010 2\n1 10 2 4\n2 20 1 3\n3 30 2 4\n4 40 1 3\n';

describe('graph files', () => {
  it('are read with weights, comments and line breaks of any kind', () => {
    const { graph, count, weights } = parseMetisGraph(new TextEncoder().encode(SQUARE.replaceAll('\n', '\r\n')));
    expect(count).toBe(4);
    expect([...graph.offsets]).toEqual([0, 2, 4, 6, 8]);
    expect([...graph.targets]).toEqual([1, 3, 0, 2, 1, 3, 0, 2]);
    expect(weights.map((w) => [...w])).toEqual([
      [1, 2, 3, 4],
      [10, 20, 30, 40],
    ]);
  });

  it('have ones for weights where they name none, and blank lines for lonely vertices', () => {
    const { graph, weights } = parseMetisGraph('3 1\n2\n1\n\n');
    expect([...graph.targets]).toEqual([1, 0]);
    expect([...weights[0]!]).toEqual([1, 1, 1]);
  });

  it('may carry vertex sizes and edge weights, which are read over', () => {
    const { graph, weights } = parseMetisGraph('2 1 111 1\n9 5 2 7\n9 6 1 7\n');
    expect([...graph.targets]).toEqual([1, 0]);
    expect([...weights[0]!]).toEqual([5, 6]);
  });

  it('are read whatever way numbers are written, and with a mark of the byte order', () => {
    const { graph, weights } = parseMetisGraph('\ufeff2 1 010\n\t1.5e3  2\n12345678901234567000\t+1 \r\n');
    expect([...graph.targets]).toEqual([1, 0]);
    expect([...weights[0]!]).toEqual([1500, 12345678901234567000]);
  });

  it('may have a vertex that is joined to all others', () => {
    const others = Array.from({ length: 50_000 }, (_, i) => i + 2);
    const { graph } = parseMetisGraph(`50001 50000\n${others.join(' ')}\n${'1\n'.repeat(50_000)}`);
    expect(graph.offsets[1]).toBe(50_000);
    expect(() => parseMetisGraph(`50001 50000\n${others.join(' ')}\n${'1\n'.repeat(49_999)}2\n`)).toThrow(
      /Line 2 .*names vertex 50001, which does not name vertex 1 in turn/,
    );
  });

  it.each([
    ['', /empty/],
    ['2 1\n2\n', /2 vertices in line 1 but has 1/],
    ['2 1\n3\n1\n', /Line 2 .* names vertex 3/],
    ['2 1\n1\n1\n', /joins vertex 1 to itself/],
    ['3 1\n2\n3\n\n', /Line 3 .* does not name|Line 2/],
    ['2 2\n2\n1\n', /2 edges in line 1, so 4 neighbours, but lists 2/],
    ['2 1\n2 x\n1\n', /Line 2 .* whole numbers/],
    ['2 1 010 2\n1\n1 1 1\n', /must begin with 2 weights/],
  ])('with a fault are refused: %j', (text, message) => {
    expect(() => parseMetisGraph(text)).toThrow(message);
  });
});

describe('other files', () => {
  it('part files go out and come in', () => {
    const parts = Int32Array.from([0, 2, 1]);
    expect(parseParts(formatParts(parts), { count: 3, parts: 3, allowUnset: false, what: 'initial' })).toEqual(parts);
    expect(() => parseParts('0\n3\n', { count: 2, parts: 3, allowUnset: true, what: 'fixed' })).toThrow(
      /Line 2 of the fixed file says "3".*-1/,
    );
    expect(() => parseParts('0\n', { count: 2, parts: 3, allowUnset: true, what: 'fixed' })).toThrow(/1 lines/);
  });

  it('positions and targets are checked', () => {
    expect([...parseXy('1 2\n3.5 -4\n', 2)]).toEqual([1, 2, 3.5, -4]);
    expect(() => parseXy('1 2\n3\n', 2)).toThrow(/Line 2 of the position file/);
    expect(parseTargets('0.25 0.5\n0.75 0.5\n', 2, 2).map((s) => [...s])).toEqual([
      [0.25, 0.75],
      [0.5, 0.5],
    ]);
    expect(parseTargets('0.25\n0.75\n', 2, 2).map((s) => [...s])).toEqual([
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
    expect(() => parseTargets('0.5\n0.1\n', 2, 1)).toThrow(/sum to 0.6/);
  });
});
