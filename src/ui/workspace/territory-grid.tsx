import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, lazy, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import type { Region, Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { regionPath } from '../../core/plan/region-path.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { type ColumnScale, columnScale, count, deviation as deviationText } from '../format.ts';
import { toneOf } from '../kit/deviation-bar.tsx';
import { leftWords } from '../panel-words.ts';
import { afterFirstPicture } from './after-first-picture.ts';
import { patternsOfList } from './name-lookup.ts';
import { counted } from '../words.ts';
import {
  useCorridor,
  useMetrics,
  usePlan,
  useProposal,
  useProposalOpen,
  useBlank,
  useTerritories,
  useView,
  wholesOf,
} from './plan-hooks.ts';
import {
  isHead,
  type ListFigures,
  type ListItem,
  listItems,
  type RegionHead,
  regionFigures,
} from './territory-list.ts';
import { TerritoryRow } from './territory-row.tsx';

// A list is drawn before it is searched.
const ListTools = lazy(async () => {
  await afterFirstPicture();
  return { default: (await import('./list-tools.tsx')).ListTools };
});

const words = leftWords;
const ROW = 32;
/** Up to here all rows are in the page: find-in-page and screen readers see the whole list. */
const VIRTUAL_FROM = 200;
/** The list shows the two measures that every plan has; others are in the table. */
const SHOWN_MEASURES = 2;

/** A handful is seen at a glance. */
const TOOLS_FROM = 8;

type Figures = ReadonlyMap<TerritoryCode, ListFigures>;

function figuresByCode(figures: PlanMetrics | null): Figures {
  return new Map(figures?.territories.map((one) => [one.code, one]));
}

function useScales(project: Project, store: PlanStore, number: number): readonly ColumnScale[] {
  return useMemo(() => {
    const wholes = wholesOf(store);
    return project.dataset.measures
      .slice(0, SHOWN_MEASURES)
      .map((measure, m) => columnScale((wholes[m] ?? 0) / Math.max(1, number), measure.unit));
  }, [project, store, number]);
}

function Header({ project, scales }: { readonly project: Project; readonly scales: readonly ColumnScale[] }) {
  return (
    <div role="row" aria-rowindex={1} className="territory-row head">
      <span role="columnheader">{words.gridHead}</span>
      {scales.map((scale, m) => {
        const name = project.dataset.measures[m]?.name ?? '';
        return (
          <div key={name} className="measure" role="presentation">
            <span role="columnheader" className="nowrap">
              {words.measureHead(name, scale.label)}
            </span>
            <span role="columnheader">
              <span className="visually-hidden">{words.deviationHead(name)}</span>
            </span>
          </div>
        );
      })}
      <span role="columnheader">
        <span className="visually-hidden">{words.lockHead}</span>
      </span>
    </div>
  );
}

interface RegionRowProps {
  readonly head: RegionHead;
  readonly figures: Figures;
  readonly rowIndex: number;
  readonly style: CSSProperties | undefined;
}

/** What the territories of a region carry together. */
function RegionRow({ head, figures, rowIndex, style }: RegionRowProps) {
  const { store } = usePlan();
  const corridor = useCorridor(store);
  const { deviations } = regionFigures(head, figures, wholesOf(store));
  const { region } = store.plan.records;
  const name = head.region === '' ? words.list.noRegion : head.name;
  const path = head.region === '' ? name : regionPath(region, head.region);
  return (
    <div role="row" aria-rowindex={rowIndex} className="territory-row region" style={style}>
      <span
        role="rowheader"
        className="row"
        aria-label={words.list.regionOf(path, counted(head.territories.length, 'territories'))}
        style={{ paddingLeft: 12 * head.level }}
      >
        <span className="clip">{name}</span>
        <span className="t3">{count(head.territories.length)}</span>
      </span>
      {deviations.slice(0, SHOWN_MEASURES).map((deviation, m) => {
        const tone = toneOf(deviation, corridor);
        return (
          <span key={m} className={tone === 'inside' ? 'num t2' : `num ${tone}`}>
            {deviationText(deviation)}
          </span>
        );
      })}
    </div>
  );
}

/** Of the rows as they are, CSS pixels: text that is enlarged alone makes them higher. */
function useRowHeight(scroller: RefObject<HTMLElement | null>, virtual: boolean): number {
  const [height, setHeight] = useState(ROW);
  useEffect(() => {
    const row = virtual ? scroller.current?.querySelector('[role="row"][data-code]') : null;
    if (!row) return undefined;
    const observer = new ResizeObserver(() => setHeight(row.getBoundingClientRect().height || ROW));
    observer.observe(row);
    return () => observer.disconnect();
  }, [scroller, virtual]);
  return height;
}

export function TerritoryGrid() {
  const { project, store } = usePlan();
  const planned = useTerritories(store);
  const open = useProposalOpen();
  const proposedTerritories = useProposal((state) => state.territories);
  const proposedFigures = useProposal((state) => state.figures);
  const today = useMetrics((state) => state.today);
  const now = useMetrics((state) => state.figures);
  const blank = useBlank();
  const selected = useView((state) => state.selectedTerritory);
  const corridor = useCorridor(store);
  const showProposal = open && proposedFigures !== null;
  const territories: readonly Territory[] = showProposal ? proposedTerritories : planned;
  const patterns = patternsOfList(territories);
  const scales = useScales(project, store, territories.length);
  const proposed = useMemo(() => figuresByCode(showProposal ? proposedFigures : null), [showProposal, proposedFigures]);
  const current = useMemo(() => figuresByCode(now), [now]);
  const before = useMemo(
    () => figuresByCode(blank ? null : showProposal ? now : today),
    [blank, showProposal, now, today],
  );
  const sort = useView((state) => state.listSort);
  const filter = useView((state) => state.listFilter);
  const byRegion = useView((state) => state.listByRegion);
  const [query, setQuery] = useState('');
  const figures = showProposal ? proposed : current;
  const items = useMemo(
    () =>
      listItems({
        territories,
        figures,
        measures: project.dataset.measures.map(({ key }) => key),
        corridor,
        query,
        sort,
        filter,
        regions: byRegion ? (store.plan.records.region as ReadonlyMap<string | number, Region>) : null,
      }),
    [territories, figures, project, corridor, query, sort, filter, byRegion, store],
  );
  const shown = items.find((item): item is Territory => !isHead(item));
  const reachable = items.some((item) => !isHead(item) && item.code === selected) ? selected : (shown?.code ?? null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = items.length > VIRTUAL_FROM;
  const rowHeight = useRowHeight(scroller, virtual);
  // oxlint-disable-next-line react/incompatible-library -- this build does not use the React Compiler
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: virtual,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const row = (item: ListItem, at: number, top?: number) => {
    const style = top === undefined ? undefined : ({ position: 'absolute', top, left: 0, right: 0 } as const);
    if (isHead(item)) {
      return <RegionRow key={`region ${item.region}`} head={item} figures={figures} rowIndex={at + 2} style={style} />;
    }
    return (
      <TerritoryRow
        key={item.code}
        project={project}
        store={store}
        territory={item}
        pattern={patterns.get(item.code)}
        rowIndex={at + 2}
        selected={item.code === selected}
        reachable={item.code === reachable}
        corridor={corridor}
        scales={scales}
        before={before.get(item.code)?.deviations}
        proposed={proposed.get(item.code)}
        style={style}
      />
    );
  };
  return (
    <>
      {planned.length < TOOLS_FROM ? null : (
        <Suspense fallback={<div className="list-tools row" />}>
          <ListTools query={query} onQuery={setQuery} />
        </Suspense>
      )}
      <div
        ref={scroller}
        role="grid"
        aria-label={words.label}
        aria-rowcount={items.length + 1}
        aria-multiselectable="true"
        className="territory-grid"
      >
        <Header project={project} scales={scales} />
        {virtual ? (
          <div role="presentation" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => row(items[item.index]!, item.index, item.start))}
          </div>
        ) : (
          items.map((item, at) => row(item, at))
        )}
      </div>
      {items.length === 0 && territories.length > 0 ? <p className="empty">{words.list.none}</p> : null}
    </>
  );
}
