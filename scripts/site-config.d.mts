export interface SiteTiles {
  readonly url: string;
  readonly credit: string;
  readonly tileSize: number;
  readonly maxZoom: number;
}
/** What whoever hosts the app has set. @throws Error with a sentence when it cannot be done */
export function readSiteConfig(path?: string): { readonly tiles: SiteTiles | null };
