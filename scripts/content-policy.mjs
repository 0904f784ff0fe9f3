/**
 * The content security policy of the built app: only its own files, no script or style inside the page, no scripts
 * from text. Trusted Types close the rest: the one policy allowed is the app's own, see src/ui/trusted-scripts.ts.
 */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

/** For static hosts that send no header. */
export const metaPolicy = DIRECTIVES.join('; ');

/** Who may frame the page can be said in a header only. */
export const headerPolicy = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ');
