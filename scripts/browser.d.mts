/** WebGL2 in software, no sandbox, no network of the browser's own. */
export const chromiumArgs: string[];
/** Path of a Chromium that starts; installs one where there is none. Throws a sentence when that fails. */
export function findChromium(): Promise<string>;
