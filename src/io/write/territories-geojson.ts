/** `territories.geojson`: RFC 7946, one feature a territory. */
import { outlineOf } from '../../core/geometry/outline.ts';
import { toRfc7946 } from '../../core/geometry/rfc7946.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import { createByteWriter } from './byte-writer.ts';
import { figuresOf, measureTotals, type PlanRequest, territoryProperties } from './territory-properties.ts';

/** Version of the foreign member `hexwright`. */
const GEOJSON_VERSION = 1;

/** A territory without cells has a null geometry (RFC 7946, 3.2). */
export function writeTerritoriesGeojson(request: PlanRequest, figures: PlanMetrics = figuresOf(request)): Uint8Array {
  const { grid, plan, dataset } = request;
  const owners = plan.layers[0] as Uint16Array;
  const codes = territoriesOf(plan).map((territory) => territory.code);
  const properties = territoryProperties(request, figures);
  const totals = measureTotals(request);
  const hexwright = {
    version: GEOJSON_VERSION,
    units: Object.fromEntries(totals.map(({ measure }) => [measure.key, measure.unit])),
    sources: [dataset.source.file],
    attribution: dataset.attribution,
    totals: Object.fromEntries(totals.map(({ measure, ...sums }) => [measure.key, sums])),
  };
  const writer = createByteWriter();
  writer.text(`{"type":"FeatureCollection","hexwright":${JSON.stringify(hexwright)},"features":[`);
  properties.forEach((record, position) => {
    const code = codes[position] as number;
    const geometry = owners.includes(code) ? toRfc7946(outlineOf(grid, owners, code)) : null;
    const feature = { type: 'Feature', id: record['territory_id'], properties: record, geometry };
    writer.text(`${position === 0 ? '' : ','}\n${JSON.stringify(feature)}`);
  });
  writer.text('\n]}\n');
  return writer.take();
}
