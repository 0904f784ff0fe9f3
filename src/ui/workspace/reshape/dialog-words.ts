/** Words of the dialogs and of the proposals; they come with them. */
export const dialogWords = {
  name: 'Name',
  rep: 'Rep',
  vacant: 'empty: vacant',
  place: 'Home or place',
  placeHint: 'latitude, longitude',
  noPlace: 'Write latitude and longitude in degrees, for example 47.61, -122.33.',
  offGrid: 'This place is outside the study area.',
  around: (cells: string, name: string) => `It holds ${cells} in ${name}.`,
  beside: (name: string) => `It is made where it fits, in or beside ${name}.`,
  nowhere: 'Select a territory or cells first, or write a place.',
  nobody: 'Nobody owns this land: make a territory of the selected cells, or deal unassigned cells first.',
  dealtWith: (names: string) => `Dealt anew with it: ${names}. All others stay.`,
  shareFrom: 'Its target comes from',
  shareTo: 'Its target goes to',
  shares: { neighbours: 'Neighbours', everybody: 'All territories' },
  shareHints: {
    neighbours: 'The targets of all other territories stay.',
    everybody: 'Every target changes in proportion.',
  },
  propose: 'Propose',
  closeTitle: (name: string) => `Close ${name}`,
  closeBody: (cells: string, accounts: string, names: string) =>
    `${cells} with ${accounts} go to ${names}. These keep what they have.`,
  closeAlone: (name: string) => `Nobody touches ${name}: its cells could go nowhere.`,
  closeEmpty: (name: string) => `${name} has no cell: delete it instead.`,
  closeNamed: (accounts: string) =>
    `${accounts} named into it go back to the territories of their cells; one without a cell of its own goes with most of it.`,
  titles: {
    redeal: 'Re-deal',
    'even-out': 'Evened out',
    add: 'New territory',
    close: 'Territory closed',
    deal: 'Unassigned cells dealt',
    join: 'Pieces joined',
    option: 'Chosen option',
  },
  only: {
    redeal: (names: string) => `Only ${names} change: merged and dealt anew among themselves.`,
    'even-out': (names: string) =>
      `Only ${names} change: evened out among themselves with few moves, at most a fifth of their potential.`,
    add: (names: string, name: string) =>
      `${name} is carved from ${names}, which are dealt anew with it. All others stay.`,
    close: (names: string, name: string) => `${name} goes to ${names}, which keep what they have. All others stay.`,
    deal: (names: string) => `Land of nobody goes to ${names}, which keep what they have.`,
    join: (names: string) => `Pieces of ${names} are joined, or handed to whom they lie in, whichever moves less.`,
    option: () => '',
  },
  chosen: 'One of the options: balance, change and border as they were shown.',
  nothing: 'Nothing to move: they are as even as they can be made.',
  evenAlready:
    'Nothing to move: they are inside the corridor of one another already. Re-deal them to make them more even.',
  togetherOver: (figure: string, measure: string) =>
    `Together they carry ${figure} ${measure} against their targets: evened out, they stay outside the corridor.`,
  back: (accounts: string) => `${accounts} named into it go back to the territories of their cells.`,
  along: (accounts: string) => `${accounts} named into it without a cell that may be had go with most of it.`,
  apart: (cells: string) => `${cells} touch nobody who may take them: they go to the nearest, as a piece apart.`,
  inPieces: (names: string) => `${names} can’t be joined: draw a bridge, or unlock what lies between.`,
  andMore: (names: string, n: string) => `${names} and ${n} more`,
  and: (names: string, last: string) => `${names} and ${last}`,
} as const;
