/** Told how far an export is, 0 to 1; what it throws ends the export. Awaited, so that other work gets its turn. */
export type ExportStep = (share: number) => Promise<void>;

export const noStep: ExportStep = () => Promise.resolve();
