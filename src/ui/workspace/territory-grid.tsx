import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { type ColumnScale, columnScale } from '../format.ts';
import { messages } from '../messages.ts';
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
import { TerritoryRow } from './territory-row.tsx';

const words = messages.left;
const ROW = 32;
/** Up to here all rows are in the page: find-in-page and screen readers see the whole list. */
const VIRTUAL_FROM = 200;
/** The list shows the two measures that every plan has; others are in the table. */
const SHOWN_MEASURES = 2;

type Figures = ReadonlyMap<
  TerritoryCode,
  { readonly loads: readonly number[]; readonly deviations: readonly number[] }
>;

function figuresByCode(figures: PlanMetrics | null): Figures {
  return new Map(figures?.territories.map((one) => [one.code, one]));
}

function useScales(project: Project, store: PlanStore, count: number): readonly ColumnScale[] {
  return useMemo(() => {
    const wholes = wholesOf(store);
    return project.dataset.measures
      .slice(0, SHOWN_MEASURES)
      .map((measure, m) => columnScale((wholes[m] ?? 0) / Math.max(1, count), measure.unit));
  }, [project, store, count]);
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
  const scales = useScales(project, store, territories.length);
  const proposed = useMemo(() => figuresByCode(showProposal ? proposedFigures : null), [showProposal, proposedFigures]);
  const before = useMemo(
    () => figuresByCode(blank ? null : showProposal ? now : today),
    [blank, showProposal, now, today],
  );
  const reachable = territories.some(({ code }) => code === selected) ? selected : (territories[0]?.code ?? null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = territories.length > VIRTUAL_FROM;
  // oxlint-disable-next-line react/incompatible-library -- this build does not use the React Compiler
  const virtualizer = useVirtualizer({
    count: territories.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    enabled: virtual,
  });
  const row = (territory: Territory, at: number, top?: number) => (
    <TerritoryRow
      key={territory.code}
      project={project}
      store={store}
      territory={territory}
      rowIndex={at + 2}
      selected={territory.code === selected}
      reachable={territory.code === reachable}
      corridor={corridor}
      scales={scales}
      before={before.get(territory.code)?.deviations}
      proposed={proposed.get(territory.code)}
      style={top === undefined ? undefined : { position: 'absolute', top, left: 0, right: 0 }}
    />
  );
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={words.label}
      aria-rowcount={territories.length + 1}
      aria-multiselectable="true"
      className="territory-grid"
    >
      <Header project={project} scales={scales} />
      {virtual ? (
        <div role="presentation" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => row(territories[item.index]!, item.index, item.start))}
        </div>
      ) : (
        territories.map((territory, at) => row(territory, at))
      )}
    </div>
  );
}
