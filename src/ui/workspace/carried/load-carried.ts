import { sumByCell } from '../../../core/data/sum-by-cell.ts';
import { carriedOf } from '../../../core/metrics/carried.ts';
import { carried } from '../../../store/carried-store.ts';
import type { Project } from '../../../store/contract.ts';

/** Reads what accounts carry besides measures: a pass over at most two columns. */
export function loadCarried({ id, dataset, demand, grid }: Project): void {
  const byMeasure = new Map(dataset.accounts.carried?.map((values, m) => [values, demand.carried?.[m]]));
  const figures = carriedOf(dataset).map((figure) => ({
    ...figure,
    cellValues: byMeasure.get(figure.values) ?? sumByCell(demand.accountCell, figure.values, grid.count),
  }));
  carried.setState({ projectId: id, figures });
}
