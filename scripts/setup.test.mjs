import { sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOfRequest } from './serve.mjs';
import { isInstalled } from './setup.mjs';
import { filesOf } from './size.mjs';

describe('isInstalled', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b-darwin': { version: '2.0.0', optional: true },
    },
  };

  it('accepts what the lockfile asks for, optional packages of other systems aside', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  it('refuses another version and a missing package', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
    expect(isInstalled(lock, { packages: {} })).toBe(false);
  });
});

describe('fileOfRequest', () => {
  const folder = `${sep}srv${sep}dist`;

  it('finds the start page and plain files', () => {
    expect(fileOfRequest(folder, '/')).toBe(`${folder}${sep}index.html`);
    expect(fileOfRequest(folder, '/assets/a%20b.js')).toBe(`${folder}${sep}assets${sep}a b.js`);
  });

  it.each(['/../secret', '/%2e%2e/secret', '/assets/../../secret', '/%E0%A4%A', '/a%00b'])('refuses %s', (path) => {
    expect(fileOfRequest(folder, path)).toBeNull();
  });
});

describe('filesOf', () => {
  const manifest = {
    'index.html': { file: 'main.js', css: ['main.css'], imports: ['shared'], dynamicImports: ['src/later.ts'] },
    shared: { file: 'shared.js', imports: ['index.html'] },
    'src/later.ts': { file: 'later.js', css: ['later.css'], imports: ['shared'] },
  };

  it('follows static imports, round cycles too', () => {
    expect([...filesOf(manifest, ['index.html'], () => false)]).toEqual(['main.js', 'main.css', 'shared.js']);
  });

  it('follows dynamic imports where asked', () => {
    expect(filesOf(manifest, ['index.html'], () => true)).toContain('later.css');
  });
});
