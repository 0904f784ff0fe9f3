/** Figures as people read them: the browser's own number formats, units as data, a true minus sign. */
import type { Unit } from '../core/data/measure.ts';

const MINUS = '−';
const NOTHING = '–';

/** Formats of one locale; made once, since Intl objects are slow to build. */
function formatsOf(locale: string | undefined) {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  return {
    whole: number({ maximumFractionDigits: 0 }),
    one: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    two: number({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    three: number({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    upToTwo: number({ maximumFractionDigits: 2 }),
    percent: number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    percentTwo: number({ style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 2 }),
    percentWhole: number({ style: 'percent', maximumFractionDigits: 1 }),
    time: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'long' }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }),
    date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  };
}

let formats = formatsOf(undefined);
export function setLocale(locale: string): void {
  formats = formatsOf(locale);
}

function signed(text: string): string {
  return text.replace('-', MINUS);
}

/** 2604 -> `2,604` */
export function count(value: number): string {
  return Number.isFinite(value) ? signed(formats.whole.format(value)) : NOTHING;
}

export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${Math.round(value) === 1 ? one : many}`;
}

/** 0.0123 -> `1.2%`; never a sign for positive shares. */
export function share(value: number): string {
  return Number.isFinite(value) ? signed(formats.percent.format(value)) : NOTHING;
}

export function targetShare(value: number): string {
  return Number.isFinite(value) ? formats.percentTwo.format(value) : NOTHING;
}

/** A tolerance or corridor: 0.05 -> `±5%`. */
export function corridor(value: number): string {
  return `±${formats.percentWhole.format(value)}`;
}

/**
 * 0.18 -> `+18.0%`, -0.0002 -> `−0.1%`: a deviation that is there is never written as a rounded-off zero.
 */
export function deviation(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (Math.abs(value) < 1e-9) return formats.percent.format(0);
  const shown = Math.abs(value) < 0.001 ? 0.001 : Math.abs(value);
  return (value < 0 ? MINUS : '+') + formats.percent.format(shown);
}

/** Largest deviation, without sign. */
export function spread(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  return formats.percent.format(size > 1e-9 && size < 0.001 ? 0.001 : size);
}

const STEPS: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

function shortened(value: number): string {
  const size = Math.abs(value);
  for (const [step, letter] of STEPS) {
    // Up to 2,000 of the smaller unit: $1,704.3M says more than $1.7B.
    if (size >= step * (letter === 'B' || letter === 'T' ? 2 : 1)) return formats.one.format(value / step) + letter;
  }
  return formats.upToTwo.format(value);
}

function withSymbol(text: string, unit: Unit): string {
  if (unit.symbol === '') return signed(text);
  if (unit.kind === 'money') {
    const negative = text.startsWith('-');
    return (negative ? MINUS : '') + unit.symbol + (negative ? text.slice(1) : text);
  }
  return signed(`${text} ${unit.symbol}`);
}

/** A measure's amount in file units, short: `$84.2M`, `1,518 h`. */
export function amount(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return NOTHING;
  const real = value * unit.scale;
  if (unit.kind === 'time') return withSymbol(formats.whole.format(real), unit);
  if (unit.kind === 'money') return withSymbol(shortened(real), unit);
  const size = Math.abs(real);
  // From a thousand on decimals say nothing, and a column of them would not align.
  const text = size >= 1e6 ? shortened(real) : (size >= 1e3 ? formats.whole : formats.upToTwo).format(real);
  return withSymbol(text, unit);
}

/** All its digits: `$1,299,786`, `16.5 h`. */
export function amountInFull(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return NOTHING;
  const real = value * unit.scale;
  if (unit.kind === 'time') return withSymbol(formats.one.format(real), unit);
  return withSymbol(unit.kind === 'money' ? formats.whole.format(real) : formats.upToTwo.format(real), unit);
}

/** How one column of amounts is written: the unit goes to the header, the rows stay short. */
export interface ColumnScale {
  /** `$M`, `h`, or empty. */
  readonly label: string;
  readonly divisor: number;
  readonly decimals: 0 | 1;
}

/** The scale at which a typical amount of the column has three or four digits. */
export function columnScale(typical: number, unit: Unit): ColumnScale {
  const size = Math.abs(typical * unit.scale);
  const step = unit.kind === 'time' ? undefined : STEPS.find(([at]) => size >= at * 10);
  const divisor = step?.[0] ?? 1;
  const label = unit.kind === 'money' ? unit.symbol + (step?.[1] ?? '') : (step?.[1] ?? '') + unit.symbol;
  return { label, divisor, decimals: size / divisor < 100 ? 1 : 0 };
}

export function scaled(value: number, unit: Unit, scale: ColumnScale): string {
  const figure = (value * unit.scale) / scale.divisor;
  if (!Number.isFinite(figure)) return NOTHING;
  return signed((scale.decimals === 1 ? formats.one : formats.whole).format(figure));
}

export function kilometres(value: number): string {
  return `${count(value)} km`;
}
/** 12.34 -> `12.3 km` */
export function distance(km: number): string {
  return Number.isFinite(km) ? `${signed(formats.one.format(km))} km` : NOTHING;
}
export function squareKilometres(value: number): string {
  return `${count(value)} km²`;
}
export function ratio(value: number): string {
  return Number.isFinite(value) ? formats.two.format(value) : NOTHING;
}
export function index(value: number): string {
  return Number.isFinite(value) ? formats.three.format(value) : NOTHING;
}
export function seconds(value: number): string {
  return `${formats.one.format(value)} s`;
}
export function plainNumber(value: number): string {
  return Number.isFinite(value) ? signed(formats.upToTwo.format(value)) : NOTHING;
}
export function capacity(value: number): string {
  return `${formats.one.format(value)} FTE`;
}

export function bytes(value: number): string {
  if (value < 1e3) return `${count(value)} B`;
  if (value < 1e6) return `${count(value / 1e3)} kB`;
  if (value < 1e9) return `${formats.one.format(value / 1e6)} MB`;
  return `${formats.one.format(value / 1e9)} GB`;
}

export function clock(time: number): string {
  return formats.time.format(time);
}

const DAY = 86_400_000;
/** `Today 14:02`, `Tuesday`, `3 November`, with the year once it is another one. */
export function when(time: number, now: number, today: string): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (time >= midnight) return `${today} ${clock(time)}`;
  if (time >= midnight - 6 * DAY) return formats.weekday.format(time);
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? formats.day : formats.date).format(time);
}

/** `22 Nov 2026` */
export function longDay(time: number): string {
  return formats.date.format(time);
}
