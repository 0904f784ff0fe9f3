/** Told how far an export is, 0 to 1; what it throws ends the export. Awaited, so that other work gets its turn. */
export type ExportStep = (share: number) => Promise<void>;

export const noStep: ExportStep = () => Promise.resolve();

const ROWS_A_STEP = 500;

/** Calls `write` with 0 .. count - 1, and asks `step` before every 500th. */
export async function eachRow(count: number, step: ExportStep, write: (row: number) => void): Promise<void> {
  for (let row = 0; row < count; row++) {
    if (row % ROWS_A_STEP === 0) await step(row / count);
    write(row);
  }
}

/** The step of a part of the work, which takes it from one share of the whole to another. */
export function partOf(step: ExportStep, from: number, to: number): ExportStep {
  return (share) => step(from + share * (to - from));
}
