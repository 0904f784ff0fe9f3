/**
 * Text on the map, drawn on a canvas above it with the page's own fonts: no glyph server, crisp at any size, and placed
 * anew with each frame so that labels never lag behind the map.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { kmPerPixel } from './cell-layer.ts';
import type { FlowArrow } from './flow-arrows.ts';
import { arrowBoxes, drawArrows, type PlacedArrow, pillFont, placeArrows } from './flow-drawing.ts';
import { type Box, type LabelRequest, labelBox, type PlacedLabel, createPlacer } from './label-placement.ts';
import { type Place, type Places, placesInView } from './places.ts';
import type { TerritoryLabel } from './territory-labels.ts';
import type { MapTokens } from './tokens.ts';

export interface LabelOverlay {
  /** `labels` is asked once, when the next frame is drawn: a stroke changes them more often than that. */
  setTerritories(labels: () => readonly TerritoryLabel[]): void;
  setPlaces(places: Places): void;
  setArrows(arrows: readonly FlowArrow[]): void;
  setTokens(tokens: MapTokens): void;
  setShowPlaces(shown: boolean): void;
  /** Places for which this is true go unnamed: the territory there has a name. */
  setHidden(isHidden: (place: Place) => boolean): void;
  /** Labels on screen at the last frame, for tests and for hit tests. */
  placed(): readonly PlacedLabel[];
  destroy(): void;
}

const NAME_SIZE = 12;
const FIGURE_SIZE = 11;
const LINE_HEIGHT = 14;
const PLACE_LIMIT = 60;
/** Arrows that go before names. */
const FIRST_ARROWS = 3;
/** Longer names are cut off on the map, CSS pixels; lists show them whole. */
const WIDEST_NAME = 150;

interface Style {
  readonly font: string;
  readonly colour: string;
}

type Drawn =
  | { readonly kind: 'territory'; readonly label: TerritoryLabel }
  | { readonly kind: 'place'; readonly place: Place };

/** @param panels boxes of what floats on the map: nothing is written below it */
export function createLabelOverlay(
  map: MapLibreMap,
  initial: MapTokens,
  panels: () => readonly Box[] = () => [],
): LabelOverlay {
  const canvas = document.createElement('canvas');
  canvas.className = 'hexwright-labels';
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  map.getCanvasContainer().appendChild(canvas);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  let tokens = initial;
  let territories: readonly TerritoryLabel[] = [];
  let asked: (() => readonly TerritoryLabel[]) | null = null;
  let places: Places | null = null;
  let arrows: readonly FlowArrow[] = [];
  let showPlaces = true;
  let isHidden = (_place: Place): boolean => false;
  let placed: PlacedLabel[] = [];
  const widths = new Map<string, number>();
  const placeOnTheSpot = createPlacer();
  const placeOthers = createPlacer();

  const measure = (text: string, font: string): number => {
    const key = `${font} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  };
  const nameStyle = (): Style => ({ font: `600 ${NAME_SIZE}px ${tokens.font}`, colour: tokens.text });
  const names = new Map<string, string>();
  const shortName = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined) return known;
    let kept = name;
    while (kept.length > 1 && measure(kept === name ? name : `${kept}\u2026`, nameStyle().font) > WIDEST_NAME) {
      kept = kept.slice(0, -1).trimEnd();
    }
    const short = kept === name ? name : `${kept}\u2026`;
    names.set(name, short);
    return short;
  };
  const figureStyle = (outside: boolean): Style => ({
    font: `${outside ? 700 : 400} ${FIGURE_SIZE}px ${tokens.font}`,
    colour: tokens.text,
  });
  const placeStyle = (place: Place): Style => ({
    font: `${place.kind === 'city' ? '400 11px' : '600 11px'} ${tokens.font}`,
    colour: tokens.city,
  });

  const territoryRequests = (pixelsPerKm: number, drawn: Map<string, Drawn>): LabelRequest[] =>
    territories
      .map((label) => {
        const { x, y } = map.project([label.lng, label.lat]);
        const key = `t${label.code}`;
        drawn.set(key, { kind: 'territory', label });
        const width = Math.max(
          measure(shortName(label.name), nameStyle().font),
          measure(label.deviation, figureStyle(true).font),
        );
        const height = label.deviation ? 2 * LINE_HEIGHT : LINE_HEIGHT;
        const room = label.diameterKm * pixelsPerKm;
        return { key, x, y, width, height, room, leader: !label.standIn, margin: 4 };
      })
      .filter(({ x, y }) => x >= 0 && y >= 0 && x <= canvas.clientWidth && y <= canvas.clientHeight)
      .sort((a, b) => b.room - a.room);

  const placeRequests = (drawn: Map<string, Drawn>): LabelRequest[] => {
    if (!places || !showPlaces) return [];
    const view = map.getBounds();
    const bounds = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()] as const;
    const named = placesInView(places, bounds, map.getZoom(), PLACE_LIMIT).filter((place) => !isHidden(place));
    return named.map((place) => {
      const { x, y } = map.project([place.lng, place.lat]);
      const key = `p${place.index}`;
      drawn.set(key, { kind: 'place', place });
      const room = place.kind === 'city' ? 0 : Infinity;
      const width = measure(place.name, placeStyle(place).font);
      return { key, x, y, width, height: LINE_HEIGHT, room, leader: false, margin: 9 };
    });
  };

  const write = (text: string, style: Style, left: number, baseline: number): void => {
    context.font = style.font;
    context.strokeStyle = tokens.halo;
    context.lineWidth = 3;
    context.strokeText(text, left, baseline);
    context.fillStyle = style.colour;
    context.fillText(text, left, baseline);
  };
  const writeCentred = (text: string, style: Style, { left, request }: PlacedLabel, baseline: number): void =>
    write(text, style, left + (request.width - measure(text, style.font)) / 2, baseline);

  const drawLeader = ({ request, leaderEnd }: PlacedLabel): void => {
    if (!leaderEnd) return;
    for (const [width, colour] of [
      [3, tokens.halo],
      [1, tokens.text],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      context.moveTo(request.x, request.y);
      context.lineTo(leaderEnd.x, leaderEnd.y);
      context.stroke();
    }
    dot(request.x, request.y, 2, tokens.text);
  };
  const dot = (x: number, y: number, radius: number, colour: string): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };

  const draw = (): void => {
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const ratio = map.getPixelRatio();
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = 'round';
    if (asked) territories = asked();
    asked = null;
    const drawn = new Map<string, Drawn>();
    const requests = territoryRequests(1 / kmPerPixel(map), drawn);
    const view = { width, height };
    const floating = panels();
    const widthOf = (text: string): number => measure(text, pillFont(tokens));
    const arrowsClearOf = (which: readonly FlowArrow[], taken: readonly Box[]): PlacedArrow[] =>
      placeArrows((at) => map.project(at), which, widthOf, view, [...floating, ...taken]);
    // The few largest moves are the news; then names, without which nobody knows what the arrows run between.
    const bySize = [...arrows].sort((one, other) => other.width - one.width);
    const first = arrowsClearOf(bySize.slice(0, FIRST_ARROWS), []);
    const firstBoxes = first.flatMap(arrowBoxes);
    const onTheSpot = placeOnTheSpot(requests, view, [...floating, ...firstBoxes]).filter((one) => !one.leaderEnd);
    const named = onTheSpot.map(labelBox);
    const flows = [...first, ...arrowsClearOf(bySize.slice(FIRST_ARROWS), [...named, ...firstBoxes])];
    const there = new Set(onTheSpot.map(({ request }) => request.key));
    const left = requests.filter(({ key }) => !there.has(key));
    const others = [...left, ...placeRequests(drawn)];
    placed = [...onTheSpot, ...placeOthers(others, view, [...floating, ...named, ...flows.flatMap(arrowBoxes)])];
    drawArrows(context, flows, tokens);
    for (const spot of placed) drawLeader(spot);
    for (const spot of placed) {
      const what = drawn.get(spot.request.key);
      if (what?.kind === 'territory') {
        writeCentred(shortName(what.label.name), nameStyle(), spot, spot.top + 11);
        if (what.label.deviation) {
          writeCentred(what.label.deviation, figureStyle(what.label.outside), spot, spot.top + LINE_HEIGHT + 10);
        }
      } else if (what) {
        if (what.place.kind === 'city') dot(spot.request.x, spot.request.y, 1.75, tokens.city);
        write(what.place.name, placeStyle(what.place), spot.left, spot.top + 11);
      }
    }
  };
  map.on('render', draw);
  const repaint = (): void => map.triggerRepaint();
  return {
    setTerritories(labels) {
      asked = labels;
      repaint();
    },
    setArrows(next) {
      arrows = next;
      repaint();
    },
    setPlaces(next) {
      places = next;
      repaint();
    },
    setTokens(next) {
      tokens = next;
      widths.clear();
      names.clear();
      repaint();
    },
    setShowPlaces(shown) {
      showPlaces = shown;
      repaint();
    },
    setHidden(next) {
      isHidden = next;
      repaint();
    },
    placed: () => placed,
    destroy() {
      map.off('render', draw);
      canvas.remove();
    },
  };
}
