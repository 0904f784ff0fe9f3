/** Where the build is. */
export const distFolder: string;
/** Builds `dist` where it is missing or made from other sources; throws a sentence when the build fails. */
export function ensureBuilt(): Promise<void>;
