/** Guesses what each column is, from its name and its values, and says why in a clause. */
import { numbersOf } from './column-numbers.ts';
import { type Axis, parseDegrees } from './coordinate.ts';
import { sampleValues, typeOfColumn } from './column-type.ts';
import type { ColumnRole, SourceTable } from './dataset.ts';
import { type Candidate, type ColumnFacts, h3Share, pairShare, rangeOf, rolesByValues } from './guess-by-values.ts';
import type { ColumnGuess } from './import.ts';
import { createSum, parseNumber } from './number.ts';
import { type NamedRole, rolesOfName } from './role-names.ts';

/** One guess a column; no role but `attribute` is given twice. */
export function guessColumns(table: SourceTable): ColumnGuess[] {
  const facts = table.columns.map((column): ColumnFacts => {
    const values = sampleValues(column);
    return {
      name: column.name,
      type: typeOfColumn(column, table.decimal),
      values,
      numbers: values.map((text) => parseNumber(text, table.decimal)).filter((value) => !Number.isNaN(value)),
      distinct: new Set(values).size,
      named: table.hasHeader ? rolesOfName(column.name) : [],
    };
  });
  const chosen = chooseRoles(candidatesOf(facts, table));
  return facts.map((fact, i) => {
    const choice = chosen.get(i);
    const type = fact.type === 'number' && choice !== undefined && TEXT_ROLES.has(choice.role) ? 'text' : fact.type;
    return {
      name: fact.name,
      type,
      role: choice?.role ?? 'attribute',
      why: choice?.why ?? 'carried along and exported unchanged',
      certain: choice?.certain ?? true,
      sum: type === 'number' ? sumOf(table, i) : null,
    };
  });
}

const TEXT_ROLES: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'id',
  'name',
  'latlng',
  'lnglat',
  'area',
  'zip',
  'city',
  'h3',
  'territory',
  'rep',
]);

function sumOf(table: SourceTable, column: number): number {
  const sum = createSum();
  for (const value of numbersOf(table.columns[column]!, table.decimal).values) if (!Number.isNaN(value)) sum.add(value);
  return sum.total();
}

/** Strongest candidate first; each role and each column once. */
function chooseRoles(candidates: readonly Candidate[]): Map<number, Candidate> {
  const chosen = new Map<number, Candidate>();
  const taken = new Set<ColumnRole>();
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (taken.has(candidate.role) || chosen.has(candidate.column)) continue;
    taken.add(candidate.role);
    chosen.set(candidate.column, candidate);
  }
  return chosen;
}

function candidatesOf(facts: readonly ColumnFacts[], table: SourceTable): Candidate[] {
  const found: Candidate[] = [];
  facts.forEach((fact, column) => {
    for (const named of fact.named) {
      const fit = fitOf(named, fact, table.rowCount);
      if (fit === 0) continue;
      const score = named.strength * 10 + fit;
      found.push({ column, role: named.role, score, ...reasonOf(named, fact) });
    }
  });
  found.push(...rolesByValues(facts, found, table.rowCount));
  // Cells count their accounts; a table of accounts has no such column.
  return found.some((candidate) => candidate.role === 'h3') ? found : found.filter((c) => c.role !== 'accounts');
}

function reasonOf(named: NamedRole, fact: ColumnFacts): { why: string; certain: boolean } {
  const certain = named.strength === 3 || (named.strength === 2 && named.role !== 'potential' && named.role !== 'id');
  return {
    why: `the name ${fact.name} ${certain ? 'says so' : 'suggests it'}${valuesClause(named.role, fact)}`,
    certain,
  };
}

function valuesClause(role: ColumnRole, fact: ColumnFacts): string {
  if (role === 'latitude' || role === 'longitude') {
    const [low, high] = rangeOf(fact.numbers);
    return fact.numbers.length === 0 ? '' : `, values from ${low.toFixed(2)} to ${high.toFixed(2)}`;
  }
  if (role === 'territory' || role === 'rep') return `, ${fact.distinct} different values`;
  if (role === 'id') return fact.distinct === fact.values.length ? ', every value differs' : ', but some values repeat';
  return '';
}

/** How well values go with a role, 0 = not at all, up to 9. */
function fitOf({ role, strength }: NamedRole, fact: ColumnFacts, rows: number): number {
  const { values, numbers } = fact;
  const numeric = values.length === 0 ? 1 : numbers.length / values.length;
  const distinctShare = values.length === 0 ? 1 : fact.distinct / values.length;
  switch (role) {
    case 'latitude':
    case 'longitude': {
      const share = degreesShare(values, role === 'latitude' ? 'lat' : 'lng');
      if (share >= 0.5 || rows === 0 || values.length === 0) return 5;
      // A name that says so stands against values that mostly say nothing.
      return share > 0 && strength === 3 ? 2 : 0;
    }
    case 'latlng':
    case 'lnglat':
      return pairShare(values, role) >= 0.5 ? 8 : 0;
    case 'h3':
      return h3Share(values) >= 0.5 ? 9 : 0;
    case 'house':
      return values.every((text) => /^(?:true|false|yes|no|y|n|t|f|0|1|x|ja|nein|oui|non|.*\bhouse\b.*)$/i.test(text))
        ? 9
        : 0;
    case 'potential':
    case 'workload':
    case 'accounts':
    case 'pipeline':
      return fact.type === 'number' || values.length === 0 ? 5 : 0;
    case 'id':
      return distinctShare > 0.98 ? 9 : distinctShare > 0.5 ? 4 : 0;
    case 'name':
      return numeric > 0.5 ? 0 : 1 + 8 * distinctShare;
    case 'city':
      return fact.type === 'boolean' ? 0 : 5;
    case 'territory':
    case 'rep':
      return territoryFit(fact, numeric);
    default:
      return 5;
  }
}

function territoryFit(fact: ColumnFacts, numeric: number): number {
  if (fact.values.length === 0) return 0;
  if (fact.type === 'date' || fact.type === 'boolean' || fact.distinct < 2) return 0;
  if (fact.values.length >= 20 && fact.distinct > fact.values.length / 2) return 0;
  // `AREA` of a shape is a figure.
  if (numeric > 0.9 && fact.numbers.some((value) => !Number.isInteger(value))) return 0;
  return numeric > 0.9 && fact.distinct > 500 ? 0 : 5 + Math.min(3, fact.distinct / 50);
}

/** Share of the values that are degrees, in whatever notation. */
function degreesShare(values: readonly string[], axis: Axis): number {
  const checked = values.slice(0, 400);
  // Numbers may be written with either mark, as that of the file is a guess too.
  const isDegrees = (text: string) =>
    (['.', ','] as const).some((mark) => !Number.isNaN(parseDegrees(text, mark, axis)));
  return checked.length === 0 ? 0 : checked.filter(isDegrees).length / checked.length;
}
