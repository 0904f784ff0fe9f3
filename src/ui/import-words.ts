/** Words of the import that came after its first version: apart, so that messages.ts does not grow with them. */
export const importWords = {
  house: 'House accounts',
  houseHint: 'Kept by the company or owned through a parent: counted, but out of balance and build',
  houseOwner: 'House',
  zipPrecision: 'ZIP',
  zipPrecisionHint: 'Placed at the middle of its ZIP code: most accounts are within 5 km of it',
  placeByZip: (rows: string) => `Place ${rows} without coordinates by their ZIP`,
  placedByZip: 'Rows without coordinates are placed by their ZIP',
};
