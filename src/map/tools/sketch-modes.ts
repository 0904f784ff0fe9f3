/** The drawing library's modes as the tools use them; a file of its own, loaded with the first sketch. */
import {
  type HexColor,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawFreehandLineStringMode,
  TerraDrawFreehandMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Names of the library's modes. */
export type SketchMode = 'freehand' | 'rectangle' | 'polygon' | 'circle' | 'freehand-linestring';

const CURSORS = { start: 'crosshair', close: 'crosshair' } as const;

/** @param colour `#rrggbb` of lines and, thinly, of areas */
export function createSketch(map: MapLibreMap, mode: SketchMode, colour: string): TerraDraw {
  const fillColor = colour as HexColor;
  const styles = { fillColor, fillOpacity: 0.12, outlineColor: fillColor, outlineWidth: 1.5 };
  const area = { keyEvents: null, cursors: { start: 'crosshair' }, drawInteraction: 'click-move-or-drag' } as const;
  const line = { lineStringColor: fillColor, lineStringWidth: 2.5 };
  const noPoint = { closingPointWidth: 0, closingPointOutlineWidth: 0 };
  const modes = {
    freehand: () =>
      new TerraDrawFreehandMode({
        drawInteraction: 'click-drag',
        minDistance: 4,
        autoClose: false,
        preventPointsNearClose: true,
        keyEvents: null,
        cursors: CURSORS,
        styles: { ...styles, ...noPoint },
      }),
    rectangle: () => new TerraDrawRectangleMode({ ...area, styles }),
    circle: () => new TerraDrawCircleMode({ ...area, styles }),
    polygon: () =>
      new TerraDrawPolygonMode({
        keyEvents: null,
        cursors: CURSORS,
        styles: { ...styles, closingPointColor: fillColor, closingPointWidth: 4, closingPointOutlineWidth: 1 },
      }),
    'freehand-linestring': () =>
      new TerraDrawFreehandLineStringMode({
        drawInteraction: 'click-drag',
        minDistance: 4,
        keyEvents: null,
        cursors: CURSORS,
        styles: { ...line, ...noPoint },
      }),
  };
  return new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: [modes[mode]()] });
}
