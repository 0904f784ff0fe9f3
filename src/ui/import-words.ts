/** Words of what came later to imports, as far as the workspace shows them from the start; the others load with their screens. */
export const importWords = {
  refreshMenu: 'Refresh accounts…',
  house: 'House accounts',
};
