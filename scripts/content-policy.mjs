/**
 * The content security policy of the built app: only its own files, no script or style inside the page, no scripts
 * from text. Trusted Types close the rest: the one policy allowed is the app's own, see src/ui/trusted-scripts.ts.
 * A tile server that whoever hosts the app has set (site-config.mjs) may be asked for tiles; no other host for anything.
 */
import { readSiteConfig } from './site-config.mjs';

/** @param {string | null} tilesUrl address of tiles */
export function directives(tilesUrl) {
  const tiles = tilesUrl === null ? '' : ` ${new URL(tilesUrl).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${tiles}`,
    "font-src 'self'",
    `img-src 'self' data: blob:${tiles}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ];
}

const DIRECTIVES = directives(readSiteConfig().tiles?.url ?? null);

/** For static hosts that send no header. */
export const metaPolicy = DIRECTIVES.join('; ');

/** Who may frame the page can be said in a header only. */
export const headerPolicy = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ');
