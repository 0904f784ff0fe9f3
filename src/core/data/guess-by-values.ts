/** What columns are by their values alone: H3 cells, areas, places, ids, something to add up. */
import { isPoint, type PairOrder, parsePair } from './coordinate-pair.ts';
import type { ColumnRole, ColumnType } from './dataset.ts';
import { parseH3 } from './h3-value.ts';
import { isAdditiveName, isCodeName, type NamedRole } from './role-names.ts';
import { isAreaText } from './wkt-area.ts';

export interface Candidate {
  readonly column: number;
  readonly role: ColumnRole;
  readonly score: number;
  readonly why: string;
  readonly certain: boolean;
}

export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Up to 2,000 filled values. */
  readonly values: readonly string[];
  readonly numbers: readonly number[];
  readonly distinct: number;
  readonly named: readonly NamedRole[];
}

/** Roles that names did not give: H3 cells, a pair of degree columns, an id, a measure. */
export function rolesByValues(facts: readonly ColumnFacts[], named: readonly Candidate[], rows: number): Candidate[] {
  const has = (role: ColumnRole): boolean => named.some((candidate) => candidate.role === role);
  const free = (column: number): boolean => !named.some((c) => c.column === column && c.score >= 25);
  const found: Candidate[] = [];
  if (!has('h3')) {
    const column = facts.findIndex((fact, i) => free(i) && h3Share(fact.values) >= 0.9);
    if (column >= 0) found.push({ column, role: 'h3', score: 20, why: 'its values are H3 cells', certain: true });
  }
  const outlines = facts.findIndex((fact, i) => free(i) && fact.values.length > 0 && areaShare(fact.values) > 0.5);
  if (outlines >= 0)
    found.push({ column: outlines, role: 'area', score: 30, why: 'its values are areas', certain: true });
  const two = (has('latitude') && has('longitude')) || outlines >= 0;
  if (!two && !has('h3')) found.push(...onePair(facts, named));
  if (!two && !has('h3') && found.length === 0 && !has('latitude') && !has('longitude')) {
    found.push(...degreePair(facts, free, 3));
    // Without names, a decimal will do where the values fit no other way.
    if (found.length === 0 && facts.every((fact) => fact.named.length === 0)) {
      found.push(...degreePair(facts, free, 1).filter(({ certain }) => certain));
    }
  }
  const used = new Set(found.map((candidate) => candidate.column));
  if (!has('id') && rows > 0) {
    const column = facts.findIndex((fact, i) => free(i) && !used.has(i) && holdsIds(fact, i, facts.length));
    if (column >= 0) {
      found.push({ column, role: 'id', score: 8, why: 'every value differs', certain: false });
      used.add(column);
    }
  }
  if (!has('potential')) {
    const column = likeliestMeasure(facts, (i) => free(i) && !used.has(i) && !named.some((c) => c.column === i));
    if (column >= 0) {
      found.push({
        column,
        role: 'potential',
        score: 5,
        why: 'the column of numbers that varies most',
        certain: false,
      });
    }
  }
  return found;
}

/** Every value differs: texts without spaces, or whole numbers that a table with more to it begins with. */
function holdsIds({ type, values, distinct }: ColumnFacts, column: number, columns: number): boolean {
  if (distinct !== values.length || values.length === 0) return false;
  if (type === 'text') return /^[\w-]+$/.test(values[0] ?? ' ');
  return type === 'number' && column === 0 && columns > 3 && values.every((text) => /^\d+$/.test(text));
}

/** A column that holds both coordinates: by its values, in the order that they or its name tell. */
function onePair(facts: readonly ColumnFacts[], named: readonly Candidate[]): Candidate[] {
  const column = facts.findIndex(({ values }) => {
    if (values.length === 0) return false;
    if (values.filter(isPoint).length > values.length / 2) return true;
    // `50,94` is a number with a decimal comma.
    if (values.filter((text) => /^[+-]?\d{1,3},\d+$/.test(text)).length > values.length / 2) return false;
    if (pairShare(values, 'latlng') < 0.8) return false;
    // `1, 2` may be anything: places have decimals, minutes or a word for what they are.
    return values.filter((text) => /\d[.,]\d{2}|[°'′]|POINT/i.test(text)).length > values.length / 2;
  });
  if (column < 0) return [];
  const { values } = facts[column]!;
  if (values.some(isPoint)) {
    return [{ column, role: 'lnglat', score: 30, why: 'its values are points', certain: true }];
  }
  const byName = named.find((one) => one.column === column && (one.role === 'latlng' || one.role === 'lnglat'));
  const pairs = values.map((text) => parsePair(text, 'latlng')).filter((pair) => pair !== null);
  const wideFirst = pairs.some(([lat]) => Math.abs(lat) > 90);
  const wideSecond = pairs.some(([, lng]) => Math.abs(lng) > 90);
  const letters = values.some((text) => /[NSEW]/i.test(text));
  if (wideFirst !== wideSecond || letters) {
    const role = wideFirst ? 'lnglat' : 'latlng';
    return [{ column, role, score: 30, why: 'its values fit in no other order', certain: true }];
  }
  // Pairs in square brackets are what GeoJSON and its like write.
  const brackets = values.filter((text) => /^\s*\[.*\]\s*$/.test(text)).length > values.length / 2;
  const role = byName?.certain === true ? byName.role : brackets ? 'lnglat' : (byName?.role ?? 'latlng');
  const first = role === 'lnglat' ? 'longitude' : 'latitude';
  const why =
    byName?.role === role ? `the name ${facts[column]!.name} says so` : `pairs of degrees, ${first} taken first`;
  return [{ column, role, score: 30, why, certain: byName?.certain ?? false }];
}

/** Two neighbouring columns of decimals inside the ranges of latitude and longitude; latitude first unless ranges forbid it. */
function degreePair(facts: readonly ColumnFacts[], free: (column: number) => boolean, decimals: 1 | 3): Candidate[] {
  const isFine = decimals === 3 ? /[.,]\d{3,}/ : /[.,]\d/;
  const degrees = facts.map((fact, i) => {
    if (!free(i) || fact.type !== 'number' || fact.numbers.length === 0) return 0;
    const fine = fact.values.filter((text) => isFine.test(text)).length / fact.values.length;
    const [low, high] = rangeOf(fact.numbers);
    if (fine < 0.7 || low < -180 || high > 180) return 0;
    return low >= -90 && high <= 90 ? 90 : 180;
  });
  for (let i = 0; i + 1 < degrees.length; i++) {
    const a = degrees[i]!;
    const b = degrees[i + 1]!;
    if (a === 0 || b === 0 || (a === 180 && b === 180)) continue;
    // Shares, scores and changes under names of their own are small; places without names may be anywhere.
    const pair = [facts[i]!, facts[i + 1]!].filter(isNamed);
    if (pair.length === 2 && pair.every(({ numbers }) => rangeOf(numbers).every(isSmall))) continue;
    // Heights, prices and years are none.
    if (pair.some(({ name }) => !isAdditiveName(name) || /^(?:19|20)\d\d$/.test(name))) continue;
    const [lat, lng] = a === 180 ? [i + 1, i] : [i, i + 1];
    const certain = a !== b;
    const why = certain ? 'the ranges of its values fit no other way' : 'degrees with decimals, latitude taken first';
    return [
      { column: lat, role: 'latitude', score: 19, why, certain },
      { column: lng, role: 'longitude', score: 19, why, certain },
    ];
  }
  return [];
}

const SMALL_DEGREES = 10;
const isSmall = (value: number): boolean => Math.abs(value) <= SMALL_DEGREES;
const isNamed = ({ name }: ColumnFacts): boolean => !/^column_\d+/.test(name);

/** Whole numbers that count the records. */
function areRowNumbers({ numbers }: ColumnFacts): boolean {
  return numbers.length > 1 && numbers.every((value, i) => i === 0 || value === numbers[i - 1]! + 1);
}

function likeliestMeasure(facts: readonly ColumnFacts[], free: (column: number) => boolean): number {
  let best = -1;
  let most = 5;
  facts.forEach((fact, i) => {
    if (!free(i) || fact.type !== 'number' || fact.numbers.some((value) => value < 0)) return;
    if (!isAdditiveName(fact.name) || isCodeName(fact.name) || areRowNumbers(fact)) return;
    if (fact.distinct > most) {
      most = fact.distinct;
      best = i;
    }
  });
  return best;
}

export function pairShare(values: readonly string[], order: PairOrder): number {
  const checked = values.slice(0, 400);
  return checked.length === 0 ? 0 : checked.filter((text) => parsePair(text, order) !== null).length / checked.length;
}

function areaShare(values: readonly string[]): number {
  return values.filter(isAreaText).length / values.length;
}

export function h3Share(values: readonly string[]): number {
  if (values.length === 0) return 0;
  const checked = values.slice(0, 200);
  return checked.filter((text) => parseH3(text) !== null).length / checked.length;
}

export function rangeOf(numbers: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
