/** What is installed comes from the registry, byte for byte as locked, and runs nothing while it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { licences, licencesPath } from './licences.mjs';
import { root } from './setup.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const { dependencies, devDependencies } = packages[''];
const locked = Object.entries(packages).filter(([path]) => path !== '');

it('every package is locked to an address of the registry and to its sum', () => {
  const complaints = locked
    .filter(([path, { resolved, integrity, version }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const file = name.slice(name.indexOf('/') + 1);
      const wanted = `https://registry.npmjs.org/${name}/-/${file}-${version}.tgz`;
      return resolved !== wanted || !/^sha512-[\w+/]{86}==$/.test(integrity ?? '');
    })
    .map(([path, { resolved, integrity }]) => `${path}: ${resolved}, ${integrity}`);
  expect(locked.length).toBeGreaterThan(100);
  expect(complaints).toEqual([]);
});

it('no package has a script that runs when it is installed', () => {
  expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

it('versions are exact', () => {
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

it('the list of licences is what is installed; node scripts/licences.mjs makes it anew', () => {
  expect(readFileSync(licencesPath, 'utf8') === licences()).toBe(true);
});
