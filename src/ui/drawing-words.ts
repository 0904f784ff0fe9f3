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
  editor: {
    edit: 'Edit territory',
    name: 'Name',
    rep: 'Rep',
    region: 'Region',
    regionOfAll: 'Region, of all selected',
    colour: 'Colour',
    hue: (n: string) => `Colour ${n}`,
  },
  fixes: {
    names: {
      delete: 'Delete it',
      'hand-over': 'Hand over the pieces',
      rebalance: 'Propose a repair',
      overrides: 'List them',
      zip: 'Make whole',
    },
    hints: {
      delete: 'Its target share goes to the others',
      'hand-over': 'All but the largest piece go to the territories around them',
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
  },
};
