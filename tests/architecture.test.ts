import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { floorViolations, importCycles, importsOf } from './architecture.ts';

const root = join(import.meta.dirname, '..');

function readSources(folders: readonly string[]): Map<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
  );
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file));
  return new Map(sources.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]));
}

describe('the house as it stands', () => {
  const sources = readSources(['src', 'workers']);

  it('has sources to check', () => {
    expect(sources.size).toBeGreaterThan(20);
  });

  it('imports only downward, and only the packages of each floor', () => {
    expect(floorViolations(sources)).toEqual([]);
  });

  it('has no import cycles, type imports included', () => {
    expect(importCycles(sources)).toEqual([]);
  });
});

describe('the checker', () => {
  const violationsIn = (path: string, text: string) => floorViolations(new Map([[path, text]]));

  it.each([
    ['core reaching up', 'src/core/plan/a.ts', "import { x } from '../../store/b.ts';"],
    ['core reaching up for a type', 'src/core/plan/a.ts', "import type { X } from '../../io/b.ts';"],
    ['core reaching up in a type query', 'src/core/plan/a.ts', "export type A = import('../../io/b.ts').X;"],
    ['core re-exporting from above', 'src/core/plan/a.ts', "export * from '../../store/b.ts';"],
    ['h3 outside the grid', 'src/core/plan/a.ts', "import { latLngToCell } from 'h3-js';"],
    ['h3 in the ui', 'src/ui/map/a.tsx', "import { latLngToCell } from 'h3-js';"],
    ['a node built-in in core', 'src/core/grid/a.ts', "import { readFileSync } from 'node:fs';"],
    ['strangers: io and protocol', 'src/io/a.ts', "import type { P } from '../protocol/data.ts';"],
    ['strangers: engine and persistence', 'src/engine/a.ts', "import { p } from '../persistence/b.ts';"],
    ['strangers: map and engine', 'src/map/a.ts', "const e = await import('../engine/b.ts');"],
    ['maplibre in the ui', 'src/ui/a.tsx', "import { Map } from 'maplibre-gl';"],
    ['maplibre styles in the ui', 'src/ui/a.tsx', "import 'maplibre-gl/dist/maplibre-gl.css';"],
    ['terra-draw in the store', 'src/store/a.ts', "import { TerraDraw } from 'terra-draw';"],
    ['dexie in the store', 'src/store/a.ts', "import { Dexie } from 'dexie';"],
    ['comlink in the ui', 'src/ui/a.tsx', "import { wrap } from 'comlink';"],
    ['react in the store', 'src/store/a.ts', "import { useState } from 'react';"],
    ['the ui holding a worker', 'src/ui/a.tsx', "new Worker(new URL('../../workers/b.worker.ts', import.meta.url));"],
    ['the engine importing a worker', 'src/engine/a.ts', "import type { Api } from '../../workers/b.worker.ts';"],
    ['a worker reaching the store', 'workers/a.worker.ts', "import { s } from '../src/store/b.ts';"],
    ['a file on no floor', 'src/helpers/a.ts', 'export const a = 1;'],
    ['an import from no floor', 'src/store/a.ts', "import { a } from '../helpers/b.ts';"],
    ['a test helper in the product', 'src/ui/a.tsx', "import { a } from '../../tests/b.ts';"],
  ])('fires on %s', (_what, path, text) => {
    expect(violationsIn(path, text)).toHaveLength(1);
    expect(violationsIn(path, text)[0]).toContain(path);
  });

  it.each([
    ['the grid using h3', 'src/core/grid/a.ts', "import { latLngToCell } from 'h3-js';"],
    [
      'the engine naming a worker',
      'src/engine/a.ts',
      "new Worker(new URL('../../workers/b.worker.ts', import.meta.url));",
    ],
    ['a worker on core and protocol', 'workers/a.worker.ts', "import type { A } from '../src/protocol/data.ts';"],
    [
      'the map with its worker address',
      'src/map/a.ts',
      "import url from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';",
    ],
    ['the ui using the engine', 'src/ui/panel/a.tsx', "import { build } from '../../engine/actions.ts';"],
    ['the ui with its styles', 'src/ui/panel/a.tsx', "import './a.css';"],
  ])('accepts %s', (_what, path, text) => {
    expect(violationsIn(path, text)).toEqual([]);
  });

  it('finds a cycle that exists only in types', () => {
    const sources = new Map([
      ['src/core/plan/a.ts', "import type { B } from './b.ts'; export type A = B;"],
      ['src/core/plan/b.ts', "export type B = import('./c.ts').C;"],
      ['src/core/plan/c.ts', "export type { A as C } from './a.ts';"],
    ]);
    expect(importCycles(sources)).toEqual([
      'src/core/plan/a.ts -> src/core/plan/b.ts -> src/core/plan/c.ts -> src/core/plan/a.ts',
    ]);
  });

  it('lets two files share a third', () => {
    const sources = new Map([
      ['src/core/plan/a.ts', "import { b } from './b.ts'; import { c } from './c.ts';"],
      ['src/core/plan/b.ts', "import { c } from './c.ts';"],
      ['src/core/plan/c.ts', 'export const c = 1;'],
    ]);
    expect(importCycles(sources)).toEqual([]);
  });

  it('refuses a source that does not parse', () => {
    expect(() => importsOf('src/ui/a.ts', 'import {')).toThrow(/src\/ui\/a\.ts does not parse/);
  });
});
