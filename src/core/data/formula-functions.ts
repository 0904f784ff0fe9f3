/** The functions that formulas may call; nothing else can be reached by name. */

type RowNumber = (row: number) => number;

export interface FormulaFunction {
  readonly least: number;
  readonly most: number;
  make(values: readonly RowNumber[]): RowNumber;
  /** Takes the text of a column instead of its number. */
  readonly ofText?: (text: string) => number;
}

const MANY = 50;
const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
  ['min', fold(Math.min)],
  ['max', fold(Math.max)],
  ['sum', fold((a, b) => a + b)],
  ['abs', one(Math.abs)],
  ['floor', one(Math.floor)],
  ['ceil', one(Math.ceil)],
  ['sqrt', one(Math.sqrt)],
  ['exp', one(Math.exp)],
  ['ln', one(Math.log)],
  ['log10', one(Math.log10)],
  [
    'round',
    {
      least: 1,
      most: 2,
      make:
        ([value, digits]) =>
        (row) =>
          rounded(at(value, row), digits === undefined ? 0 : digits(row)),
    },
  ],
  [
    'pow',
    {
      least: 2,
      most: 2,
      make:
        ([a, b]) =>
        (row) =>
          at(a, row) ** at(b, row),
    },
  ],
  [
    'clamp',
    {
      least: 3,
      most: 3,
      make:
        ([value, low, high]) =>
        (row) =>
          Math.min(at(high, row), Math.max(at(low, row), at(value, row))),
    },
  ],
  [
    'if',
    {
      least: 3,
      most: 3,
      make:
        ([test, yes, no]) =>
        (row) =>
          isTrue(at(test, row)) ? at(yes, row) : at(no, row),
    },
  ],
  ['and', { least: 1, most: MANY, make: (values) => (row) => (values.every((value) => isTrue(value(row))) ? 1 : 0) }],
  ['or', { least: 1, most: MANY, make: (values) => (row) => (values.some((value) => isTrue(value(row))) ? 1 : 0) }],
  [
    'not',
    {
      least: 1,
      most: 1,
      make:
        ([value]) =>
        (row) =>
          isTrue(at(value, row)) ? 0 : 1,
    },
  ],
  ['blank', { least: 1, most: 1, make: () => () => Number.NaN, ofText: (text) => (text.trim() === '' ? 1 : 0) }],
]);

/** By name in any case; null where there is none. */
export function functionNamed(name: string): FormulaFunction | null {
  return FUNCTIONS.get(name.toLowerCase()) ?? null;
}

function at(value: RowNumber | undefined, row: number): number {
  return value === undefined ? Number.NaN : value(row);
}

function isTrue(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}

function one(apply: (value: number) => number): FormulaFunction {
  return {
    least: 1,
    most: 1,
    make:
      ([value]) =>
      (row) =>
        apply(at(value, row)),
  };
}

function fold(apply: (a: number, b: number) => number): FormulaFunction {
  return {
    least: 1,
    most: MANY,
    make: (values) => (row) => values.map((value) => value(row)).reduce((a, b) => apply(a, b)),
  };
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** Math.trunc(digits);
  return Math.round(value * factor) / factor;
}
