/** Plans from nothing, and copies of plans. */
import { recordKeyOf } from '../edit/record-key.ts';
import type { CellEdge, Grid } from '../grid/grid.ts';
import type {
  Override,
  Plan,
  PlanRecords,
  RecordKey,
  RecordType,
  RecordTypes,
  Region,
  Setting,
  Territory,
} from './plan.ts';

/** Corridor of a new design: a territory within 5% of its target counts as balanced. */
export const DEFAULT_CORRIDOR = 0.05;

/** Of an alignment in force at most this share of the potential changes hands, unless more is asked for. */
export const ALIGNMENT_MAX_DISRUPTION = 0.1;

export interface PlanRequest {
  readonly id: string;
  readonly name: string;
  readonly grid: Pick<Grid, 'count' | 'hash'>;
  readonly territories: readonly Territory[];
  /** Owner of each cell, copied; every cell is unassigned without it. Length grid.count. */
  readonly owners?: Uint16Array;
  readonly bridges: readonly CellEdge[];
  readonly barriers?: readonly CellEdge[];
  readonly overrides?: readonly Override[];
  readonly regions?: readonly Region[];
  /** Settings besides `name` and `corridor`; the same keys here win. */
  readonly settings?: readonly Setting[];
}

/**
 * A plan of one layer.
 * @throws RangeError when `owners` does not fit the grid, an owner has no territory, or a code is used twice.
 */
export function createPlan(request: PlanRequest): Plan {
  const owners = request.owners ? request.owners.slice() : new Uint16Array(request.grid.count);
  checkOwners(owners, request);
  const settings: Setting[] = [
    { key: 'name', value: request.name },
    { key: 'corridor', value: DEFAULT_CORRIDOR },
    ...(request.settings ?? []),
  ];
  const records: PlanRecords = {
    territory: keyed('territory', request.territories),
    region: keyed('region', request.regions),
    override: keyed('override', request.overrides),
    cellLock: new Map(),
    barrier: keyed('barrier', request.barriers),
    bridge: keyed('bridge', request.bridges),
    setting: keyed('setting', settings),
  };
  return { id: request.id, gridHash: request.grid.hash, layers: [owners], records };
}

/** A copy that shares nothing that changes, under its own id and name. */
export function clonePlan(plan: Plan, id: string, name: string): Plan {
  const { records } = plan;
  return {
    id,
    gridHash: plan.gridHash,
    layers: plan.layers.map((owners) => owners.slice()),
    records: {
      territory: new Map(records.territory),
      region: new Map(records.region),
      override: new Map(records.override),
      cellLock: new Map(records.cellLock),
      barrier: new Map(records.barrier),
      bridge: new Map(records.bridge),
      setting: new Map(records.setting).set('name', { key: 'name', value: name }),
    },
  };
}

/**
 * Territories that share the whole equally: codes 1 .. count, ids `T01` .., names as given or `Territory 1` ...
 * @throws RangeError unless count is a whole number from 1 to 65535.
 */
export function equalTerritories(count: number, names?: readonly string[]): Territory[] {
  if (!Number.isInteger(count) || count < 1 || count > 65_535) {
    throw new RangeError(`A plan has 1 to 65,535 territories, not ${count}.`);
  }
  const digits = Math.max(2, String(count).length);
  return Array.from({ length: count }, (_, position) => ({
    code: position + 1,
    id: `T${String(position + 1).padStart(digits, '0')}`,
    name: names?.[position] ?? `Territory ${position + 1}`,
    hue: position % 10,
    rep: '',
    region: '',
    targetShare: 1 / count,
    capacity: 1,
    locked: false,
  }));
}

/** Name of a plan, from its settings. */
export function planName(plan: Plan): string {
  return String(plan.records.setting.get('name')?.value ?? plan.id);
}

/** Corridor of a plan as a share, from its settings. */
export function planCorridor(plan: Plan): number {
  const value = plan.records.setting.get('corridor')?.value;
  return typeof value === 'number' && value > 0 ? value : DEFAULT_CORRIDOR;
}

/** Territories in the order of their codes. */
export function territoriesOf(plan: Plan): Territory[] {
  return [...plan.records.territory.values()].sort((a, b) => a.code - b.code);
}

function checkOwners(owners: Uint16Array, { grid, territories }: PlanRequest): void {
  if (owners.length !== grid.count) {
    throw new RangeError(`Owners are given for ${owners.length} cells, the grid has ${grid.count}.`);
  }
  const known = new Set(territories.map((territory) => territory.code));
  if (known.size !== territories.length) throw new RangeError('Two territories have one code.');
  owners.forEach((code, cell) => {
    if (code !== 0 && !known.has(code)) throw new RangeError(`Cell ${cell} belongs to unknown territory ${code}.`);
  });
}

function keyed<T extends RecordType>(type: T, records: readonly RecordTypes[T][] = []): Map<RecordKey, RecordTypes[T]> {
  return new Map(records.map((record) => [recordKeyOf(type, record), record]));
}
