/** Figures of the PDF report as text. English, since its words are. */
import type { Unit } from '../../core/data/measure.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const countText = (value: number): string => whole.format(value);
export const shareText = (value: number): string => (Number.isFinite(value) ? percent.format(value) : '–');

/** `+4.2%`, with a true minus sign. */
export function deviationText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = percent.format(Math.abs(value));
  return /[1-9]/.test(text) ? `${value < 0 ? '−' : '+'}${text}` : text;
}

/** An amount of the file in real units: `$84.2M`, `1,518 h`. */
export function amountText(value: number, { kind, symbol, scale }: Unit): string {
  const real = value * scale;
  const text = Math.abs(real) >= 1e6 ? short.format(real) : (Math.abs(real) >= 100 ? whole : fine).format(real);
  if (symbol === '') return text;
  return kind === 'money' ? `${symbol}${text}` : `${text} ${symbol}`;
}
