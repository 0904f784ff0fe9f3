import type { Override, Plan, Territory, TerritoryCode } from './plan.ts';

/**
 * The plan under the codes of another one: territories that carry the same id have the same code, all others get codes
 * that neither plan uses. For plans of different projects, whose codes say nothing about each other. Mutates nothing.
 */
export function recodedLike(base: Plan, plan: Plan): Plan {
  const codeOfId = new Map([...base.records.territory.values()].map(({ id, code }) => [id, code]));
  const used = [...base.records.territory.keys(), ...plan.records.territory.keys()].map(Number);
  let next = Math.max(0, ...used) + 1;
  const codes = new Map<TerritoryCode, TerritoryCode>([[0, 0]]);
  for (const { id, code } of plan.records.territory.values()) codes.set(code, codeOfId.get(id) ?? next++);
  const recoded = (code: TerritoryCode) => codes.get(code) ?? 0;
  const territory = new Map<TerritoryCode, Territory>();
  for (const record of plan.records.territory.values()) {
    territory.set(recoded(record.code), { ...record, code: recoded(record.code) });
  }
  const override = new Map(
    [...plan.records.override].map(([key, record]): [typeof key, Override] => [
      key,
      { ...record, territory: recoded(record.territory) },
    ]),
  );
  const layers = plan.layers.map((owners) => owners.map(recoded));
  return { ...plan, layers, records: { ...plan.records, territory, override } };
}
