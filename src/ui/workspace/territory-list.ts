/** Which territories the list shows, and in what order. */
import { isInside } from '../../core/metrics/balance.ts';
import type { Region, Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { regionLine } from '../../core/plan/region-path.ts';
import type { ListFilter, ListSort } from '../../store/view-store.ts';

export interface ListFigures {
  readonly loads: readonly number[];
  readonly deviations: readonly number[];
}

export interface ListRequest {
  readonly territories: readonly Territory[];
  readonly figures: ReadonlyMap<TerritoryCode, ListFigures>;
  /** Keys of the measures, as the figures have them. */
  readonly measures: readonly string[];
  readonly corridor: number;
  /** Of name, id or rep; upper and lower case are one. */
  readonly query: string;
  readonly sort: ListSort;
  readonly filter: ListFilter;
  /** Null: not grouped. */
  readonly regions: ReadonlyMap<string | number, Region> | null;
}

/** Head of a group of territories; the empty id is of those without a region. */
export interface RegionHead {
  readonly region: string;
  readonly name: string;
  /** 0 = lies in no other region. */
  readonly level: number;
  /** Of the region and of those that lie in it. */
  readonly territories: readonly Territory[];
}

/** What the outermost regions lie in. */
const TOP = 'top';

export type ListItem = Territory | RegionHead;

export const isHead = (item: ListItem): item is RegionHead => 'territories' in item;

/** Regions by name, those without one last; in each its territories as they are sorted, then the regions in it. */
export function listItems(request: ListRequest): ListItem[] {
  const shown = sorted(request.territories.filter(passes(request)), request);
  const { regions } = request;
  if (!regions) return shown;
  const direct = new Map<string, Territory[]>();
  for (const territory of shown) {
    const list = direct.get(territory.region);
    if (list) list.push(territory);
    else direct.set(territory.region, [territory]);
  }
  const inside = new Map<string, Set<string>>();
  for (const region of direct.keys()) {
    const line = regionLine(regions, region).map(({ id }) => id);
    // One that the plan does not name lies nowhere.
    (line.length === 0 ? [region] : line).forEach((id, level) => {
      const parent = level === 0 ? null : line[level - 1]!;
      const above = parent === null ? TOP : `in ${parent}`;
      inside.set(above, (inside.get(above) ?? new Set()).add(id));
    });
  }
  const nameOf = (id: string): string => regions.get(id)?.name ?? id;
  const byName = (a: string, b: string): number =>
    Number(a === '') - Number(b === '') || nameOf(a).localeCompare(nameOf(b)) || (a < b ? -1 : 1);
  const below = (above: string, level: number): ListItem[] =>
    [...(inside.get(above) ?? [])].sort(byName).flatMap((region) => {
      const items = [...(direct.get(region) ?? []), ...below(`in ${region}`, level + 1)];
      const territories = items.filter((item): item is Territory => !isHead(item));
      return [{ region, name: nameOf(region), level, territories }, ...items];
    });
  return below(TOP, 0);
}

function passes({ query, filter, figures, corridor }: ListRequest): (territory: Territory) => boolean {
  const wanted = query.trim().toLowerCase();
  return ({ code, name, id, rep, locked }) => {
    if (wanted !== '' && !`${name}\n${id}\n${rep}`.toLowerCase().includes(wanted)) return false;
    if (filter === 'outside') return !isInside(figures.get(code)?.deviations ?? [], corridor);
    if (filter === 'locked') return locked;
    return filter === 'no-rep' ? rep.trim() === '' : true;
  };
}

/** Largest first but for names; equal ones in the order of the plan. */
function sorted(territories: Territory[], { sort, figures, measures }: ListRequest): Territory[] {
  if (sort === 'name') return territories.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const value = valueOf(sort, measures);
  if (!value) return territories;
  const of = ({ code }: Territory): number => value(figures.get(code));
  return territories.sort((a, b) => of(b) - of(a) || a.code - b.code);
}

function valueOf(sort: ListSort, measures: readonly string[]): ((figures: ListFigures | undefined) => number) | null {
  if (sort === 'off') return (one) => Math.max(0, ...(one?.deviations ?? []).map(Math.abs));
  const [kind, ...rest] = sort.split(' ');
  const m = measures.indexOf(rest.join(' '));
  if (m < 0) return null;
  if (kind === 'load') return (one) => one?.loads[m] ?? 0;
  return kind === 'deviation' ? (one) => one?.deviations[m] ?? 0 : null;
}

/** What the territories of a region carry and should carry together. @param wholes of each measure */
export function regionFigures(
  { territories }: RegionHead,
  figures: ReadonlyMap<TerritoryCode, ListFigures>,
  wholes: readonly number[],
): ListFigures {
  const share = territories.reduce((sum, { targetShare }) => sum + targetShare, 0);
  const loads = wholes.map((_, m) =>
    territories.reduce((sum, { code }) => sum + (figures.get(code)?.loads[m] ?? 0), 0),
  );
  const deviations = loads.map((load, m) => (share * wholes[m]! > 0 ? load / (share * wholes[m]!) - 1 : 0));
  return { loads, deviations };
}
