/** KML -> a table of its placemarks. */
import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { type LooseFeature, tableOfFeatures } from './feature-table.ts';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';
import type { RecordParts } from './record-columns.ts';
import { checkZip, entriesOf } from './zip-entries.ts';

/** Throws ReadError for XML that is damaged, too deep, or no KML. */
export function readKml(bytes: Uint8Array, where: string): RecordParts {
  return tableOfFeatures(featuresOfKml(bytes, where), where);
}

/** Every document of a KMZ: one may hold links to the others alone. Throws ReadError. */
export function readKmz(bytes: Uint8Array, where: string): RecordParts {
  checkZip(bytes, where);
  const documents = Object.entries(entriesOf(bytes, (name) => /\.kml$/i.test(name), where));
  if (documents.length === 0) throw readError('The KMZ holds no KML', where, 'export it again, or as KML');
  const size = documents.reduce((sum, [, content]) => sum + content.length, 0);
  if (size > LIMITS.xmlBytes) {
    throw readError(
      `The KML is larger than the limit xmlBytes ${LIMITS.xmlBytes}`,
      where,
      'split it, or save it as CSV',
    );
  }
  return tableOfFeatures(
    documents.flatMap(([name, content]) => featuresOfKml(content, `${where}, ${name}`)),
    where,
  );
}

function featuresOfKml(bytes: Uint8Array, where: string): LooseFeature[] {
  const text = new TextDecoder().decode(bytes);
  refuseDepth(text, where);
  try {
    const document = new DOMParser({ onError: stopAtFaults }).parseFromString(text, 'text/xml');
    const { features } = kml(document);
    // A link to another document is no record.
    const placed = features.filter(({ properties }) => properties?.['@geometry-type'] !== 'networklink');
    return placed.map(({ id, geometry, properties }) => ({
      id,
      geometry,
      properties: plainProperties(properties ?? {}),
    }));
  } catch (error) {
    if (isReadError(error)) throw error;
    throw readError('The KML is damaged or cut off', where, 'export it again');
  }
}

function stopAtFaults(level: string, message: string): void {
  if (level !== 'warning') throw new SyntaxError(message);
}

/** Styles are left out; descriptions in HTML are carried as their source. */
function plainProperties(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(properties).filter(
    ([name]) => !/^(?:style|fill|stroke|icon|label)(?:-|U|H|$)/.test(name),
  );
  return Object.fromEntries(
    kept.map(([name, value]): [string, unknown] => {
      const isHtml = typeof value === 'object' && value !== null && '@type' in value && 'value' in value;
      return [name, isHtml ? value.value : value];
    }),
  );
}

/** The parser and what walks its tree call themselves for each level. */
function refuseDepth(text: string, where: string): void {
  let depth = 0;
  // Descriptions hold HTML, whose elements need no end.
  const elements = text.replaceAll(/<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->/g, '');
  for (const [tag] of elements.matchAll(/<(?:\/|[A-Za-z_])[^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > LIMITS.depth) {
      throw readError(`The XML is nested beyond the limit depth ${LIMITS.depth}`, where, 'export it again');
    }
  }
}
