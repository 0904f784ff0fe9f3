/** Walks and builders over the record part of an edit, in one fixed order of types. */
import type { RecordKey, RecordType, RecordTypes } from '../plan/plan.ts';
import { RECORD_TYPES } from '../plan/plan.ts';
import type { RecordChange, RecordsDiff } from './edit.ts';

/** A change of any record type: what the compiler can say when the type is only known at run time. */
export type AnyChange = RecordChange<RecordTypes[RecordType]>;

/** Calls `visit` for every changed record, types in the order of RECORD_TYPES, keys in insertion order. */
export function eachRecordChange(
  records: RecordsDiff,
  visit: (type: RecordType, key: RecordKey, change: AnyChange) => void,
): void {
  for (const type of RECORD_TYPES) {
    const changes: ReadonlyMap<RecordKey, AnyChange> | undefined = records[type];
    if (changes) for (const [key, change] of changes) visit(type, key, change);
  }
}

/** Collects changes and gives them as a diff; a later change of a key replaces the earlier one. */
export interface DiffBuilder {
  get(type: RecordType, key: RecordKey): AnyChange | undefined;
  set(type: RecordType, key: RecordKey, change: AnyChange): void;
  remove(type: RecordType, key: RecordKey): void;
  /** Types without a change are absent. */
  done(): RecordsDiff;
}

export function createDiffBuilder(): DiffBuilder {
  const byType = new Map<RecordType, Map<RecordKey, AnyChange>>();
  return {
    get: (type, key) => byType.get(type)?.get(key),
    set: (type, key, change) => {
      const changes = byType.get(type) ?? new Map<RecordKey, AnyChange>();
      byType.set(type, changes.set(key, change));
    },
    remove: (type, key) => {
      byType.get(type)?.delete(key);
    },
    done: () => Object.fromEntries([...byType].filter(([, changes]) => changes.size > 0)),
  };
}
