/** Words of what loads when it is asked for while a plan is drawn: charts, columns, whole units, problems' fixes. */
export const drawingWords = {
  charts: {
    label: 'Charts',
    measure: 'Measure of the charts',
    beside: 'Second chart',
    choices: { scatter: 'Against each other', lorenz: 'Lorenz' },
    deviations: (measure: string) => `Deviation from target, ${measure}`,
    deviationsLabel: (measure: string) =>
      `Bars of the deviation of each territory from its target ${measure}, largest first`,
    scatterLabel: (a: string, b: string) => `Each territory by its deviation in ${a} and in ${b}`,
    lorenzLabel: (measure: string) => `Lorenz curve of ${measure} over target share`,
    lorenzX: 'Share of target',
    lorenzY: (measure: string) => `Share of ${measure}`,
    gini: (gini: string) => `Gini ${gini}`,
    hint: 'A click selects.',
    none: 'No territory yet.',
  },
  live: {
    settings: 'What repairs look after',
    weight: (first: string, second: string) => `${first} against ${second}`,
    weights: (first: string, second: string) => (weight: number) =>
      weight === 0.5
        ? 'both alike'
        : weight === 1
          ? `${first.toLowerCase()} alone`
          : weight === 0
            ? `${second.toLowerCase()} alone`
            : `${(weight > 0.5 ? first : second).toLowerCase()} three times as much`,
    compactness: 'Short borders',
    compactnesses: [
      'hardly matter: the fewest accounts move',
      'matter less',
      'as usual',
      'matter more',
      'come first: more may move for them',
    ] as readonly string[],
    budget: 'May move besides the stroke',
    budgetIs: (share: string, measure: string) => `up to ${share} of ${measure}, and four times what was painted`,
    note: 'The repair on the table follows, and says what it moves.',
  },
  stroke: {
    accounts: (accounts: string, money: string) => `Last stroke: ${accounts} change hands, ${money}`,
    hint: 'List them; each can be kept where it is',
  },
  table: {
    columns: 'Columns',
    copy: 'Copy table',
    copied: (territories: string, columns: string) =>
      `${territories} in ${columns} columns copied: paste them into a spreadsheet.`,
  },
  place: {
    cell: 'Cell',
    h3: 'H3',
    liesIn: 'Lies in',
    ofTerritory: (part: string) => `${part} of its territory`,
    lockCell: 'Lock cell',
    unlockCell: 'Unlock cell',
    closeCell: 'Close cell',
    closeAccount: 'Close account',
    listAccounts: (accounts: string) => `List ${accounts}`,
    territory: 'Territory',
    moved: 'Moved without its cell',
    yes: 'yes',
    largestCell: 'Largest cell',
  },
  editor: {
    edit: 'Edit territory',
    name: 'Name',
    rep: 'Rep',
    region: 'Region',
    regionOfAll: 'Region, of all selected',
    regionPath: 'West > Coast',
    colour: 'Colour',
    hue: (n: string) => `Colour ${n}`,
  },
  fixes: {
    names: {
      delete: 'Delete it',
      join: 'Join or hand over',
      deal: 'Deal to neighbours',
      rebalance: 'Propose a repair',
      overrides: 'List them',
      zip: 'Make whole',
    },
    hints: {
      delete: 'Its target share goes to the others',
      join: 'Proposes each piece joined to the rest, or handed to whom it lies in, whichever moves less',
      deal: 'Proposes them dealt to the territories around, so that these come out even',
      rebalance: 'Proposes the smallest change that brings the plan inside its corridor',
      overrides: 'Opens the accounts that belong to another territory than their cells',
      zip: 'Its cells and accounts go to the territory that has most of it',
    },
  },
  units: {
    notLoaded: (kind: 'county' | 'state') =>
      `The outlines of ${kind === 'county' ? 'counties' : 'states'} could not be loaded: strokes take cells. Try again when there is a connection.`,
    noneHere: (kind: 'county' | 'state') =>
      kind === 'county'
        ? 'There are no counties here: only those of the USA are known. Strokes take cells.'
        : 'No state or country lies here: strokes take cells.',
    noAreas: 'No areas came with this project: bring a file of them along, in Rules. Strokes take cells.',
    otherGround: (name: string) =>
      `The areas of ${name} are of other ground than this plan’s: bring the file along again. Strokes take cells.`,
    which: 'Areas to take whole',
    kind: (kind: string, name: string) =>
      kind === 'today' ? `Territories of ${name}` : kind === 'column' ? `By column ${name}` : name,
    bring: 'Areas from a file…',
    bringHint: 'GeoJSON, shapefile, KML or WKT: districts, postcodes, regions of your own',
    reading: 'Reading areas',
  },
};
