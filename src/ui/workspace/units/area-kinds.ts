/** The kinds of areas besides counties and states that a project has to draw by. */
import { areaColumns } from '../../../core/data/column-units.ts';
import { storedAreas } from '../../../core/data/stored-areas.ts';
import type { Demand } from '../../../core/data/dataset.ts';
import { planName } from '../../../core/plan/make-plan.ts';
import type { PlanStore, Project } from '../../../store/contract.ts';

export interface AreaKind {
  /** As the view keeps it: `file NAME`, `drawn`, `column NAME`, `today`. */
  readonly key: string;
  /** What it is called: a file, a column, a plan. */
  readonly name: string;
}

const columnsOf = new WeakMap<Demand, readonly string[]>();

/** Names of the columns that say where accounts are; ids and coordinates are none of them. */
function columnNames({ dataset, demand }: Project): readonly string[] {
  const known = columnsOf.get(demand);
  if (known) return known;
  const { columns } = dataset.source;
  const found = areaColumns(columns, demand)
    .filter((at) => !/^(?:id|name|latitude|longitude|latlng|lnglat|h3|area)$/.test(dataset.roles[at] ?? ''))
    .map((at) => columns[at]!.name);
  columnsOf.set(demand, found);
  return found;
}

/** What the user brought along comes first, today's territories last. */
export function areaKinds(project: Project, store: PlanStore, baseline: PlanStore | null): AreaKind[] {
  const drawn = project.dataset.roles.includes('area');
  return [
    ...storedAreas(store.plan).map((name) => ({ key: `file ${name}`, name })),
    ...(drawn ? [{ key: 'drawn', name: project.dataset.source.file }] : []),
    ...columnNames(project).map((name) => ({ key: `column ${name}`, name })),
    ...(baseline ? [{ key: 'today', name: planName(baseline.plan) }] : []),
  ];
}
