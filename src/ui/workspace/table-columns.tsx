/** Columns of the table of territories. */
import type { ReactNode } from 'react';
import type { TerritoryFigures } from '../../core/metrics/metrics.ts';
import type { Territory } from '../../core/plan/plan.ts';
import type { CarriedFigure } from '../../store/carried-store.ts';
import type { Project } from '../../store/contract.ts';
import { amount, count, deviation as deviationText, plainNumber, ratio, targetShare } from '../format.ts';
import { toneOf } from '../kit/deviation-bar.tsx';
import { drawerWords } from '../drawer-words.ts';
import { leftWords } from '../panel-words.ts';
import { toolWords } from '../tool-words.ts';
import { TerritoryName } from './territory-name.tsx';
import type { TableColumn } from './virtual-table.tsx';

const words = drawerWords.columns;

export interface Line {
  readonly territory: Territory;
  readonly figures: TerritoryFigures | undefined;
}

export interface Column extends TableColumn {
  readonly value: (line: Line) => number | string;
  /** Head and value where it stands alone, outside this table. */
  readonly alone?: { readonly name: string; readonly value: (line: Line) => number };
  readonly show: (line: Line) => ReactNode;
}

function measureColumns(project: Project, corridor: number): Column[] {
  return project.dataset.measures.flatMap((measure, m): Column[] => [
    {
      key: measure.key,
      name: measure.name,
      width: 'minmax(80px, 1fr)',
      figure: true,
      value: ({ figures }) => figures?.loads[m] ?? 0,
      alone: {
        name: leftWords.measureHead(measure.name, measure.unit.symbol),
        value: ({ figures }) => (figures?.loads[m] ?? Number.NaN) * measure.unit.scale,
      },
      show: ({ figures }) => amount(figures?.loads[m] ?? Number.NaN, measure.unit),
    },
    {
      key: `${measure.key} deviation`,
      name: words.deviation,
      width: 'minmax(76px, 0.7fr)',
      figure: true,
      value: ({ figures }) => figures?.deviations[m] ?? 0,
      alone: {
        name: leftWords.deviationHead(measure.name),
        value: ({ figures }) => figures?.deviations[m] ?? Number.NaN,
      },
      show: ({ figures }) => {
        const deviation = figures?.deviations[m] ?? Number.NaN;
        const tone = toneOf(deviation, corridor);
        return <span className={tone === 'inside' ? undefined : tone}>{deviationText(deviation)}</span>;
      },
    },
  ]);
}

/** A figure besides the measures, summed by territory code. */
export interface CarriedSums extends Pick<CarriedFigure, 'kind' | 'key' | 'from' | 'unit'> {
  readonly sums: Float64Array;
}

export const carriedName = ({ kind, from }: Pick<CarriedFigure, 'kind' | 'from'>): string =>
  toolWords.colours.carried[kind](from);

function carriedColumns(figures: readonly CarriedSums[]): Column[] {
  return figures.map((figure) => {
    const { key, unit, sums } = figure;
    const value = ({ territory }: Line): number => sums[territory.code] ?? 0;
    return {
      key: `carried ${key}`,
      name: carriedName(figure),
      width: 'minmax(80px, 1fr)',
      figure: true,
      value,
      alone: {
        name: leftWords.measureHead(carriedName(figure), unit.symbol),
        value: (line) => value(line) * unit.scale,
      },
      show: (line) => amount(value(line), unit),
    };
  });
}

/** All of them; which are shown is the view's. */
export function columnsOf(
  project: Project,
  corridor: number,
  regionName: (id: string) => string,
  carried: readonly CarriedSums[],
): Column[] {
  const figure = (key: string, name: string, of: (figures: TerritoryFigures) => number, format = count): Column => ({
    key,
    name,
    width: 'minmax(72px, 0.7fr)',
    figure: true,
    value: ({ figures }) => (figures === undefined ? 0 : of(figures)),
    show: ({ figures }) => (figures === undefined ? '' : format(of(figures))),
  });
  const text = (key: string, name: string, value: (line: Line) => string): Column => ({
    key,
    name,
    width: 'minmax(88px, 0.8fr)',
    value,
    show: (line) => <span className="t2">{value(line)}</span>,
  });
  return [
    {
      key: 'name',
      name: words.territory,
      width: 'minmax(140px, 1.6fr)',
      value: ({ territory }) => territory.name,
      show: ({ territory }) => <TerritoryName look={territory} />,
    },
    {
      key: 'rep',
      name: words.rep,
      width: 'minmax(104px, 1fr)',
      value: ({ territory }) => territory.rep,
      show: ({ territory }) => <span className="t2">{territory.rep}</span>,
    },
    ...measureColumns(project, corridor),
    ...carriedColumns(carried),
    figure('accounts', words.accounts, (one) => one.accounts),
    figure('cells', words.cells, (one) => one.cells),
    {
      key: 'share',
      name: words.target,
      width: 'minmax(84px, 0.7fr)',
      figure: true,
      value: ({ territory }) => territory.targetShare,
      show: ({ territory }) => targetShare(territory.targetShare),
    },
    figure('area', words.area, (one) => one.areaKm2),
    figure('compactness', words.compactness, (one) => one.polsbyPopper, ratio),
    figure('pieces', words.pieces, (one) => one.components),
    figure('perimeter', words.perimeter, (one) => one.perimeterKm),
    figure('overrides', words.overrides, (one) => one.overrides),
    {
      key: 'capacity',
      name: words.capacity,
      width: 'minmax(72px, 0.7fr)',
      figure: true,
      value: ({ territory }) => territory.capacity,
      show: ({ territory }) => plainNumber(territory.capacity),
    },
    text('region', words.region, ({ territory }) => regionName(territory.region)),
    text('id', words.id, ({ territory }) => territory.id),
  ];
}

export function compareValues(a: number | string, b: number | string): number {
  return typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
}
