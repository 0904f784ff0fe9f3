/** Words of proposals and of what one asks them for. */
export const proposalWords = {
  label: 'Proposal',
  running: 'searching',
  complete: 'complete',
  stopped: 'stopped',
  failed: 'failed',
  insideCorridor: 'Inside corridor',
  moves: 'Moves',
  movesValue: (accounts: string, money: string) => `${accounts}, ${money}`,
  reps: 'Reps losing accounts',
  largest: 'Largest deviation',
  arrow: (a: string, b: string) => `${a} → ${b}`,
  stop: 'Stop',
  discard: 'Discard proposal',
  accept: 'Accept proposal',
  discardShort: 'Discard',
  acceptShort: 'Accept',
  buildTitle: 'New build',
  rebalanceTitle: 'Proposal',
  seedLine: (seed: string, seconds: string) => `seed ${seed} · ${seconds}`,
  explainRepair: 'The smallest change found that restores the corridor. Locks and contiguity are kept.',
  explainFirst: 'A new design from nothing.',
  explainBuild: 'A new design from nothing, matched to today’s territories by shared potential.',
  effect: 'Effect',
  largestOf: (measure: string) => `Largest ${measure} deviation`,
  keptOf: (measure: string) => `${measure} kept with its rep`,
  accountsKept: 'Accounts kept with their rep',
  flows: 'Flows',
  flowsNote: 'accounts, potential',
  smaller: (n: string) => `and ${n} smaller`,
  showFlow: (from: string, to: string) => `Show what goes from ${from} to ${to}`,
  infeasibleTitle: 'Can’t be inside the corridor',
  heavyCell: (share: string, measure: string, name: string) =>
    `One cell holds ${share} of ${name}’s target ${measure}. It can’t be divided, so the territory stays outside the corridor.`,
  noConnectedSet: (share: string, measure: string, name: string) =>
    `No connected set of cells around the heaviest one (${share} of ${name}’s target ${measure}) is inside the corridor.`,
  searchLimit: (share: string, measure: string, name: string) =>
    `No way inside the corridor was found for ${name}: one cell holds ${share} of its target ${measure}. The search limit was reached.`,
  lockedReason: (_share: string, measure: string, name: string) =>
    `${name} is locked or hemmed in by locks: its ${measure} stays outside the corridor.`,
  capReason: (_share: string, measure: string, name: string) =>
    `The smallest or largest ${measure} that territories may have keeps ${name} outside the corridor.`,
  capMost: (most: string, measure: string, name: string, needed: string) =>
    `${name} may carry at most ${most} ${measure}, the corridor begins at ${needed}: it is brought to its maximum.`,
  capLeast: (least: string, measure: string, name: string, available: string) =>
    `${name} must carry at least ${least} ${measure}, the corridor ends at ${available}: it is brought to its minimum.`,
  capSum: (needed: string, measure: string, available: string) =>
    `Minimum and maximum are at odds with what there is: ${needed} ${measure} against ${available}.`,
  groupReason: (share: string, measure: string, name: string) =>
    `Cells that stay together hold ${share} of ${name}’s target ${measure}, so the territory stays outside the corridor.`,
  fixedReason: (_share: string, measure: string, name: string) =>
    `Cells and accounts that must stay where they are keep ${name} outside the corridor: its ${measure} can’t be reached.`,
  inPieces: (name: string) => `${name} can’t be in one piece: what it must hold is not connected.`,
  and: ' and ',
  moreOfThem: (n: string) => `Show ${n} more`,
  showOnMap: 'Show on the map',
  hindrances: {
    heavy: () => 'Show cell',
    lock: (name: string) => `Lock on ${name}`,
    'cell-locks': (cells: string) => (cells === '1' ? 'Locked cell' : `${cells} locked cells`),
    barrier: () => 'Barrier',
    territory: (name: string) => `Show ${name}`,
  },
  accepted: 'Proposal accepted',
  first: 'Looking for a first complete plan',
};
