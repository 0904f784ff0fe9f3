/** Annealing schedules over the levels of a graph. */
import { anneal } from './anneal.ts';
import type { Random } from './random.ts';
import { recount, type SearchState } from './search-state.ts';

export interface Schedule {
  /** Temperatures in mean edge weights, falling geometrically from one to the other. */
  readonly from: number;
  readonly to: number;
  readonly rounds: number;
  /** Proposals a round, for each node of the boundary. */
  readonly perBoundaryNode: number;
}

/** Proposals between two pauses. */
const PROPOSALS_PER_STEP = 6000;

/** Runs the schedule on the state; yields after every few thousand proposals, one search step each. */
export function* temper(
  state: SearchState,
  schedule: Schedule,
  random: Random,
  afterRound?: (temperature: number) => void,
): Generator<void, void, void> {
  const scale = meanEdgeWeight(state);
  const ratio = schedule.rounds > 1 ? (schedule.to / schedule.from) ** (1 / (schedule.rounds - 1)) : 1;
  let temperature = schedule.from * scale;
  for (let round = 0; round < schedule.rounds; round++, temperature *= ratio) {
    let left = Math.ceil(schedule.perBoundaryNode * state.boundaryCount);
    while (left > 0) {
      const batch = Math.min(left, PROPOSALS_PER_STEP);
      anneal(state, temperature, batch, random);
      left -= batch;
      if (left > 0 || round + 1 < schedule.rounds) yield;
    }
    recount(state);
    afterRound?.(temperature);
  }
}

export function meanEdgeWeight({ graph: { edgeWeights } }: Pick<SearchState, 'graph'>): number {
  if (edgeWeights.length === 0) return 1;
  let total = 0;
  for (const weight of edgeWeights) total += weight;
  return total / edgeWeights.length;
}
