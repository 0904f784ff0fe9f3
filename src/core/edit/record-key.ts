/** Keys under which the records of a plan are kept. */
import type { CellEdge } from '../grid/grid.ts';
import type { RecordKey, RecordType, RecordTypes } from '../plan/plan.ts';

/** Key of an undirected edge between two cells: `a-b` with the smaller index first. */
export function edgeKey(edge: CellEdge): string {
  return edge.a < edge.b ? `${edge.a}-${edge.b}` : `${edge.b}-${edge.a}`;
}

const KEY_OF: { readonly [T in RecordType]: (record: RecordTypes[T]) => RecordKey } = {
  territory: (record) => record.code,
  region: (record) => record.id,
  override: (record) => record.account,
  cellLock: (record) => record.cell,
  barrier: edgeKey,
  bridge: edgeKey,
  setting: (record) => record.key,
};

/** Key of a record: territory code, region id, account index, cell index, `a-b` of an edge, setting key. */
export function recordKeyOf<T extends RecordType>(type: T, record: RecordTypes[T]): RecordKey {
  return KEY_OF[type](record);
}
