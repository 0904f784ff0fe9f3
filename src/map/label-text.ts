/** Writes deviations the way labels show them: signed percent with one decimal and a true minus. */

const PERCENT = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `0.0468` -> `+4.7%`; a deviation too small to show keeps its sign away: `0.0%`. */
export function deviationText(share: number): string {
  const tenths = Math.round(share * 1000);
  const sign = tenths > 0 ? '+' : tenths < 0 ? '\u2212' : '';
  return `${sign}${PERCENT.format(Math.abs(tenths) / 10)}%`;
}
