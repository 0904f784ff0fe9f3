/**
 * A library that the page and several workers use is built into each of them, because each is a bundle of its own.
 * This builds it once, as a file that all import by its address: h3-js weighs 65 kB after gzip, and would come three
 * times.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Plugin, minifySync } from 'vite';

interface SharedModule {
  /** For the page's bundle: emits the file. */
  readonly page: Plugin;
  /** For a worker's bundle: only names it. */
  readonly worker: Plugin;
}

/**
 * @param id the bare import, as in `h3-js`
 * @param file a build of it as one ES module for browsers, without imports
 */
export function sharedModule(id: string, file: string): SharedModule {
  let made: { readonly code: string; readonly fileName: string } | null = null;
  // Only a build needs it; tests and the development server read this configuration too.
  const make = () => {
    const { code } = minifySync(file, readFileSync(file, 'utf8'));
    const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
    return { code, fileName: `assets/${id}-${hash}.js` };
  };
  const shared = () => (made ??= make());
  const naming = (name: string): Plugin => ({
    name,
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (source === id ? { id: `/${shared().fileName}`, external: 'absolute' } : null),
  });
  return {
    worker: naming('shared-module-worker'),
    page: {
      ...naming('shared-module'),
      generateBundle() {
        const { code, fileName } = shared();
        this.emitFile({ type: 'asset', fileName, source: code });
      },
    },
  };
}
