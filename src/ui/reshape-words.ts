/** Words of what is done to some territories and their neighbours. */
export const reshapeWords = {
  redeal: 'Re-deal selected territories',
  redealShort: 'Re-deal',
  redealHint: 'Merged and dealt anew among themselves; all others stay',
  evenOut: 'Even out selected territories',
  evenOutShort: 'Even out',
  evenOutHint: 'Balanced among themselves with few moves; all others stay',
  add: 'Add territory here',
  addHint: 'Carved from the territories around, which are dealt anew with it',
  close: 'Close territory',
  closeHint: 'Its cells go to its neighbours, which keep what they have',
  deal: 'Deal unassigned cells',
  join: 'Join pieces of territories',
  keepParents: 'Keep sites of one parent together, in builds',
  options: 'Options',
  optionsTitle: 'Options of the whole plan',
  optionsHint: 'A family of plans along balance, change and border, to choose from',
} as const;
