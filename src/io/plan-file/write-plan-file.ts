/** A whole project into one file. Equal projects give equal bytes. */
import type { CellEdge } from '../../core/grid/grid.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { type ArchiveWriter, createArchiveWriter } from './archive.ts';
import type { PlanDocument, ProjectDocument } from './documents.ts';
import type { PlanFile, PlanFileHistory } from './plan-file.ts';

export function writePlanFile(file: PlanFile): Uint8Array {
  const archive = createArchiveWriter();
  const { dataset, grid } = file.project;
  // What a file that is cut short needs most comes first: cells, plans, figures; then the source, then histories.
  archive.json('project.json', projectDocumentOf(file));
  archive.column('grid/cell-hi', grid.cellHi);
  archive.column('grid/cell-lo', grid.cellLo);
  file.plans.forEach(({ plan }, position) => {
    archive.json(`plans/${position}/plan.json`, planDocumentOf(plan));
    plan.layers.forEach((owners, layer) => archive.column(`plans/${position}/layers/${layer}`, owners));
  });
  const { lat, lng, reasons, tiers, values, carried } = dataset.accounts;
  archive.column('accounts/lat', lat);
  archive.column('accounts/lng', lng);
  archive.column('accounts/reasons', reasons);
  archive.column('accounts/tiers', tiers);
  values.forEach((column, position) => archive.column(`accounts/values/${position}`, column));
  carried?.forEach((column, position) => archive.column(`accounts/carried/${position}`, column));
  dataset.source.columns.forEach((column, position) => {
    archive.column(`source/${position}.offsets`, column.offsets);
    archive.column(`source/${position}.bytes`, column.bytes);
  });
  file.plans.forEach(({ history }, position) => {
    if (history) writeHistory(archive, `plans/${position}/history`, history);
  });
  return archive.finish();
}

/** Edits end to end in one column, with the offset of each; thousands of small entries would bloat the zip. */
function writeHistory(archive: ArchiveWriter, folder: string, history: PlanFileHistory): void {
  const offsets = new Uint32Array(history.edits.length + 1);
  history.edits.forEach((edit, position) => {
    offsets[position + 1] = (offsets[position] as number) + edit.length;
  });
  const bytes = new Uint8Array(offsets[history.edits.length] as number);
  history.edits.forEach((edit, position) => bytes.set(edit, offsets[position]));
  archive.column(`${folder}/offsets`, offsets);
  archive.column(`${folder}/edits`, bytes);
  archive.json(`${folder}/entries.json`, history.entries);
}

function projectDocumentOf({ project, plans, activePlanId }: PlanFile): ProjectDocument {
  const { id, name, createdAt, baselineId, price, bridges, grid, dataset } = project;
  const { columns, ragged, surplus, invalidGeometry: _kept, warnings, ...source } = dataset.source;
  const { count, idColumn, nameColumn, territoryColumn, repColumn } = dataset.accounts;
  return {
    id,
    name,
    createdAt,
    baselineId,
    activePlanId,
    ...(price && { price: { ...price } }),
    bridges: pairsOf(bridges),
    grid: { resolution: grid.resolution, count: grid.count, hash: grid.hash },
    dataset: {
      source: {
        ...source,
        columnNames: columns.map((column) => column.name),
        ragged: [...ragged],
        surplus: [...(surplus ?? [])].map(([row, fields]) => [row, [...fields]]),
        warnings: [...warnings],
      },
      accounts: { count, idColumn, nameColumn, territoryColumn, repColumn },
      measures: [...dataset.measures],
      ...(dataset.carried && { carried: [...dataset.carried] }),
      roles: [...dataset.roles],
      ...(dataset.summed === undefined ? {} : { summed: dataset.summed }),
      workloadModel: dataset.workloadModel && { ...dataset.workloadModel, tiers: [...dataset.workloadModel.tiers] },
      attribution: [...dataset.attribution],
    },
    plans: plans.map(({ plan, frozen, history }) => ({
      id: plan.id,
      frozen,
      layers: plan.layers.length,
      edits: history ? history.edits.length : null,
    })),
  };
}

function planDocumentOf({ id, gridHash, records }: Plan): PlanDocument {
  return {
    id,
    gridHash,
    territories: [...records.territory.values()].map(({ limits, ...one }) => ({
      ...one,
      ...(limits ? { limits: [...limits] } : {}),
    })),
    regions: [...records.region.values()],
    overrides: [...records.override.values()],
    cellLocks: [...records.cellLock.values()].map((lock) => lock.cell),
    barriers: pairsOf([...records.barrier.values()]),
    bridges: pairsOf([...records.bridge.values()]),
    settings: [...records.setting.values()],
  };
}

function pairsOf(edges: readonly CellEdge[]): [number, number][] {
  return edges.map(({ a, b }) => [a, b]);
}
