/** Arrows of a proposal: from the cells that would move into the territory that would receive them. */
import type { Unit } from '../core/data/measure.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import type { LabelAnchors } from './territory-labels.ts';
import type { Scene } from './tools/tool.ts';

export interface FlowArrow {
  readonly lng: number;
  readonly lat: number;
  /** Deepest point of the receiver: the arrow heads for it. */
  readonly towardsLng: number;
  readonly towardsLat: number;
  /** CSS pixels. */
  readonly width: number;
  /** `14 · $5.3M` */
  readonly text: string;
}

/** Smaller flows stay in the list beside the map. */
const LEAST_ACCOUNTS = 5;
const LEAST_SHARE_OF_LARGEST = 0.04;
const WIDTHS = [2, 6] as const;
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function amountText(value: number, { kind, symbol, scale }: Unit): string {
  const amount = COMPACT.format(value * scale).replace('K', 'k');
  return kind === 'money' ? `${symbol}${amount}` : `${amount}${symbol ? ` ${symbol}` : ''}`;
}

/** The moved cell nearest to the middle of all cells of a flow: an arrow never starts outside what moves. */
function middleCell({ grid }: Scene, cells: readonly number[]): number {
  let lng = 0;
  let lat = 0;
  for (const cell of cells) {
    lng += grid.centers[2 * cell] as number;
    lat += grid.centers[2 * cell + 1] as number;
  }
  lng /= cells.length;
  lat /= cells.length;
  let best = -1;
  let least = Infinity;
  for (const cell of cells) {
    const off = Math.hypot((grid.centers[2 * cell] as number) - lng, (grid.centers[2 * cell + 1] as number) - lat);
    if (off < least) {
      least = off;
      best = cell;
    }
  }
  return best;
}

/** Arrows of a repair; a build moves everything, so that arrows would say nothing. */
export function flowArrows(scene: Scene, anchors: LabelAnchors, shown: ProposalState | null): FlowArrow[] {
  if (!shown?.disruption || shown.objective !== 'repair') return [];
  const { grid, planStore, project } = scene;
  const cellsOfFlow = new Map<string, number[]>();
  shown.cells.forEach((cell, i) => {
    const key = `${planStore.owners[cell]}>${shown.codes[i]}`;
    const list = cellsOfFlow.get(key) ?? [];
    list.push(cell);
    cellsOfFlow.set(key, list);
  });
  const flows = shown.disruption.flows.filter(({ accounts }) => accounts >= LEAST_ACCOUNTS);
  const largest = Math.max(...flows.map(({ moved }) => moved[0] ?? 0), 1e-9);
  const unit = project.dataset.measures[0]?.unit;
  return flows.flatMap(({ from, to, accounts, moved }) => {
    const cells = cellsOfFlow.get(`${from}>${to}`);
    const receiver = anchors.cells[to] ?? -1;
    if (!cells || receiver < 0 || !unit) return [];
    const start = middleCell(scene, cells);
    const ofLargest = Math.max(0, moved[0] ?? 0) / largest;
    if (ofLargest < LEAST_SHARE_OF_LARGEST) return [];
    const share = Math.sqrt(ofLargest);
    return {
      lng: grid.centers[2 * start] as number,
      lat: grid.centers[2 * start + 1] as number,
      towardsLng: grid.centers[2 * receiver] as number,
      towardsLat: grid.centers[2 * receiver + 1] as number,
      width: WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * share,
      text: `${accounts} \u00b7 ${amountText(moved[0] ?? 0, unit)}`,
    };
  });
}
