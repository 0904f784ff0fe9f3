/**
 * The floors of the house, and a checker that reads imports out of the sources: static, dynamic, re-exports, types
 * (`import type`, `import('…')` in a type) and `new URL('…', import.meta.url)`.
 */
import { Visitor, parseSync } from 'vite';

export interface Import {
  readonly target: string;
  /** `url` = the address of a file, not its bindings: how a client names its worker. */
  readonly kind: 'import' | 'url';
}

/** Sources by path from the project's root, forward slashes. */
export type Sources = ReadonlyMap<string, string>;

interface Room {
  readonly name: string;
  readonly owns: (path: string) => boolean;
  /** Rooms it may import from, its own included. */
  readonly rooms: readonly string[];
  /** Packages it may import; a trailing `/` stands for anything below. `*` = any that no other room has for itself. */
  readonly packages: readonly string[];
  /** Rooms whose files it may name by URL. */
  readonly urls?: readonly string[];
}

const under = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const CLIENTS = ['core', 'core/grid', 'protocol', 'store'];
const BELOW_UI = [...CLIENTS, 'io', 'engine', 'persistence', 'map'];

/** First match wins. */
export const HOUSE: readonly Room[] = [
  { name: 'core/grid', owns: under('src/core/grid'), rooms: ['core', 'core/grid'], packages: ['h3-js'] },
  {
    name: 'core',
    owns: under('src/core'),
    rooms: ['core', 'core/grid'],
    packages: ['geokdbush', 'jsep', 'kdbush', 'munkres-js'],
  },
  { name: 'protocol', owns: under('src/protocol'), rooms: ['protocol', 'core', 'core/grid'], packages: [] },
  {
    name: 'io',
    owns: under('src/io'),
    rooms: ['io', 'core', 'core/grid'],
    packages: [
      '@tmcw/togeojson',
      '@xmldom/xmldom',
      'chardet',
      'fflate',
      'geojson',
      'hucre/xlsx',
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet-writer',
      'papaparse',
      'pdfkit',
      'proj4',
      'shpjs',
      'shpjs/',
      'sql.js/',
      'topojson-client',
      'topojson-specification',
      'valibot',
    ],
  },
  {
    name: 'workers',
    owns: under('workers'),
    rooms: ['workers', 'core', 'core/grid', 'protocol', 'io'],
    packages: ['comlink', 'sql.js/'],
  },
  { name: 'store', owns: under('src/store'), rooms: ['store', 'core', 'core/grid'], packages: ['zustand/vanilla'] },
  {
    name: 'engine',
    owns: under('src/engine'),
    rooms: ['engine', ...CLIENTS],
    packages: ['comlink'],
    urls: ['workers'],
  },
  {
    name: 'persistence',
    owns: under('src/persistence'),
    rooms: ['persistence', 'store', 'core', 'core/grid'],
    packages: ['dexie'],
  },
  {
    name: 'map',
    owns: under('src/map'),
    rooms: ['map', 'store', 'core', 'core/grid'],
    packages: ['maplibre-gl', 'maplibre-gl/', 'terra-draw', 'terra-draw-maplibre-gl-adapter', 'geojson'],
  },
  { name: 'ui', owns: under('src/ui'), rooms: ['ui', ...BELOW_UI], packages: ['*'] },
  { name: 'cli', owns: under('src/cli'), rooms: ['cli', ...BELOW_UI], packages: ['*'] },
  {
    name: 'main',
    owns: (path) => path === 'src/main.tsx',
    rooms: ['ui', ...BELOW_UI],
    packages: ['*'],
    urls: ['workers'],
  },
];

/** Packages with one home, whatever `*` says elsewhere. */
const ONE_HOME: Readonly<Record<string, readonly string[]>> = {
  'h3-js': ['core/grid'],
  'maplibre-gl': ['map'],
  'terra-draw': ['map'],
  dexie: ['persistence'],
  comlink: ['workers', 'engine'],
};

const roomOf = (path: string): Room | undefined => HOUSE.find((room) => room.owns(path));

/** Everything a source names from elsewhere; throws SyntaxError with the path on text that does not parse. */
export function importsOf(path: string, text: string): Import[] {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path} does not parse: ${errors[0]?.message}`);
  const found: Import[] = module.staticImports.map((item) => ({ target: item.moduleRequest.value, kind: 'import' }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) {
      if (moduleRequest) found.push({ target: moduleRequest.value, kind: 'import' });
    }
  }
  const literal = (node: { type: string; value?: unknown } | undefined, kind: Import['kind']) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') found.push({ target: node.value, kind });
  };
  new Visitor({
    ImportExpression: (node) => literal(node.source, 'import'),
    TSImportType: (node) => literal(node.source, 'import'),
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'URL') literal(node.arguments[0], 'url');
    },
  }).visit(program);
  return found;
}

/** `./x.ts?worker` from `src/a/b.ts` -> `src/a/x.ts`; null for a package. */
function resolveFrom(path: string, target: string): string | null {
  if (!target.startsWith('.')) return null;
  const parts = path.split('/').slice(0, -1);
  for (const part of target.replace(/\?.*$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const packageOf = (target: string) =>
  target
    .replace(/\?.*$/, '')
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

function packageComplaint(room: Room, target: string): string | null {
  const name = packageOf(target);
  const homes = ONE_HOME[name];
  if (homes && !homes.includes(room.name)) return `only ${homes.join(' and ')} may import ${name}`;
  const bare = target.replace(/\?.*$/, '');
  const listed = room.packages.some((item) => (item.endsWith('/') ? bare.startsWith(item) : bare === item));
  if (listed || room.packages.includes('*')) return null;
  return `${room.name} may not import the package ${bare}`;
}

function complaint(path: string, { target, kind }: Import): string | null {
  const room = roomOf(path);
  if (!room) return 'stands on no floor: put it into a folder of the house';
  const file = resolveFrom(path, target);
  if (file === null) return kind === 'url' ? null : packageComplaint(room, target);
  // Styles and pictures beside a source are part of it; what lies in public/ has no importer.
  if (!/\.[mc]?[jt]sx?$/.test(file)) return null;
  const other = roomOf(file);
  if (!other) return `imports ${file}, which stands on no floor`;
  const allowed = kind === 'url' || /\?(worker|url)/.test(target) ? [...room.rooms, ...(room.urls ?? [])] : room.rooms;
  return allowed.includes(other.name) ? null : `${room.name} may not import ${other.name} (${file})`;
}

/** One sentence for each import that the floors forbid, with the file that holds it. */
export function floorViolations(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    if (!roomOf(path)) return [`${path} stands on no floor: put it into a folder of the house`];
    return importsOf(path, text)
      .map((item) => complaint(path, item))
      .filter((sentence) => sentence !== null)
      .map((sentence) => `${path}: ${sentence}`);
  });
}

/** Cycles of imports between files, type imports included, each as a path that ends where it began. */
export function importCycles(sources: Sources): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const cycles: string[] = [];
  const visit = (path: string) => {
    const text = sources.get(path);
    if (text === undefined || state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    state.set(path, 'open');
    trail.push(path);
    const files = importsOf(path, text).map(({ target, kind }) =>
      kind === 'import' ? resolveFrom(path, target) : null,
    );
    for (const file of new Set(files)) if (file !== null) visit(file);
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of sources.keys()) visit(path);
  return cycles;
}
