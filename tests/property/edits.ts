/** Arbitrary edits that fit a plan: what people and proposals do to it. */
import { editOfOwners, recordEdit } from '../../src/core/edit/edit-of-cells.ts';
import type { Edit } from '../../src/core/edit/edit.ts';
import { edgeKey } from '../../src/core/edit/record-key.ts';
import { squashEdits } from '../../src/core/edit/squash.ts';
import type { Plan, Territory } from '../../src/core/plan/plan.ts';

type Random = () => number;
const below = (random: Random, limit: number) => Math.floor(random() * limit);

/** One edit of a random kind, or several in one; never empty of intent, but it may change nothing. */
export function randomEdit(plan: Plan, accounts: number, random: Random): Edit {
  const kinds = [cellsEdit, cellsEdit, cellsEdit, overrideEdit, overrideEdit, territoryEdit, otherRecordEdit];
  const edit = kinds[below(random, kinds.length)]!(plan, random, accounts);
  if (random() > 0.2) return edit;
  return squashEdits([edit, edit.patches.length > 0 ? overrideEdit(plan, random, accounts) : cellsEdit(plan, random)]);
}

const codesOf = (plan: Plan) => [...plan.records.territory.keys()].map(Number);

function cellsEdit(plan: Plan, random: Random): Edit {
  const owners = plan.layers[0]!;
  const codes = [0, ...codesOf(plan)];
  const cells = new Set(Array.from({ length: 1 + below(random, 30) }, () => below(random, owners.length)));
  return editOfOwners(owners, [...cells], () => codes[below(random, codes.length)]!);
}

function overrideEdit(plan: Plan, random: Random, accounts: number): Edit {
  const codes = codesOf(plan);
  const account = below(random, accounts);
  const before = plan.records.override.get(account) ?? null;
  const territory = codes[below(random, codes.length)]!;
  return recordEdit('override', account, before, before && random() < 0.5 ? null : { account, territory });
}

function territoryEdit(plan: Plan, random: Random): Edit {
  const codes = codesOf(plan);
  if (random() < 0.4) {
    const code = Math.max(...codes) + 1 + below(random, 40);
    const made: Territory = { ...plan.records.territory.get(codes[0]!)!, code, id: `Ä${code}`, name: `New ${code} ☃` };
    return recordEdit('territory', code, null, made);
  }
  const code = codes[below(random, codes.length)]!;
  const before = plan.records.territory.get(code)!;
  return recordEdit('territory', code, before, { ...before, name: `${before.name}'`, targetShare: random() });
}

function otherRecordEdit(plan: Plan, random: Random): Edit {
  const cells = plan.layers[0]!.length;
  const kind = below(random, 3);
  if (kind === 0) {
    const cell = below(random, cells);
    const before = plan.records.cellLock.get(cell) ?? null;
    return recordEdit('cellLock', cell, before, before ? null : { cell });
  }
  if (kind === 1) {
    const edge = { a: below(random, cells - 1), b: cells - 1 };
    const before = plan.records.bridge.get(edgeKey(edge)) ?? null;
    return recordEdit('bridge', edgeKey(edge), before, before ? null : edge);
  }
  const before = plan.records.setting.get('corridor') ?? null;
  return recordEdit('setting', 'corridor', before, { key: 'corridor', value: random() });
}

/** Everything of a plan that edits can change, as one comparable text. */
export function planText(plan: Plan): string {
  const records = Object.entries(plan.records).map(([type, map]) => [
    type,
    [...(map as Map<string | number, unknown>)].sort(([a], [b]) => String(a).localeCompare(String(b))),
  ]);
  return JSON.stringify([plan.layers.map((owners) => [...owners]), records]);
}
