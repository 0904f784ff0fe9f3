/**
 * What whoever hosts the app may set: `hexwright.config.json` beside package.json (or the file that HEXWRIGHT_CONFIG names),
 * read when the app is built and when `npm start` serves it. Without it nothing is ever asked of another host.
 * `{"tiles": {"url": "https://tiles.example/{z}/{x}/{y}.png", "credit": "© Example", "tileSize": 256, "maxZoom": 19}}`
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const USUAL = fileURLToPath(new URL('../hexwright.config.json', import.meta.url));

/**
 * @typedef {{readonly url: string, readonly credit: string, readonly tileSize: number, readonly maxZoom: number}} Tiles
 * @param {string} [path]
 * @returns {{readonly tiles: Tiles | null}}
 * @throws {Error} with a sentence when the file is there and says something that cannot be done
 */
export function readSiteConfig(path = process.env.HEXWRIGHT_CONFIG ?? USUAL) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' && path === USUAL) return { tiles: null };
    throw new Error(`${path} cannot be read (${error.code}).`, { cause: error });
  }
  return siteConfigOf(text, path);
}

/**
 * @param {string} text JSON
 * @param {string} path for what is said of it
 * @returns {{readonly tiles: Tiles | null}}
 */
export function siteConfigOf(text, path) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is no JSON.`, { cause: error });
  }
  const known = ['tiles'];
  const unknown = Object.keys(value ?? {}).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`${path}: "${unknown}" is no setting; there is tiles.`);
  return { tiles: value?.tiles ? tilesOf(value.tiles, path) : null };
}

function tilesOf({ url, credit, tileSize = 256, maxZoom = 19 }, path) {
  const refuse = (what) => {
    throw new Error(`${path}: ${what}`);
  };
  if (typeof url !== 'string' || !['{z}', '{x}', '{y}'].every((part) => url.includes(part))) {
    refuse('tiles.url must be an address with {z}, {x} and {y} in it.');
  }
  // Its host goes into the content policy word by word.
  const { protocol, hostname, host } = URL.canParse(url) ? new URL(url) : {};
  const isSafe = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
  if (!isSafe || !/^[a-z\d.-]+(?::\d+)?$/.test(host)) {
    refuse(`tiles.url is "${url}": it must begin with https:// and a host's whole name.`);
  }
  if (typeof credit !== 'string' || credit.trim() === '') refuse('tiles.credit must say whose tiles they are.');
  if (![256, 512].includes(tileSize)) refuse(`tiles.tileSize is ${tileSize}: it must be 256 or 512.`);
  if (!Number.isInteger(maxZoom) || maxZoom < 0 || maxZoom > 24) refuse('tiles.maxZoom must be a whole number to 24.');
  return { url, credit: credit.trim(), tileSize, maxZoom };
}
