/** Accounts gathered in circles with their number, on a canvas of its own above the map. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Points } from './account-layer.ts';
import { type Circle, clearOf, type Cluster, clusterContent, clusterPoints } from './clusters.ts';
import type { Box } from './label-placement.ts';
import { mercatorLat, mercatorX, mercatorY } from './mercator.ts';
import type { MapTokens } from './tokens.ts';

export interface ClusterOverlay {
  /** Gathers and shows these points; null = none. */
  show(points: Points | null, tokens: MapTokens): void;
  /** The circle of several accounts under a point, CSS pixels from the top left of the map. */
  at(x: number, y: number): GatheredAccounts | null;
  destroy(): void;
}

export interface GatheredAccounts {
  /** The middle of what the circle holds. */
  readonly lng: number;
  readonly lat: number;
  readonly accounts: Uint32Array;
  /** Zoom at which they are no longer one circle; null = they stand at one place. */
  readonly opensAt: number | null;
}

const LEAST_RADIUS = 7;
const MOST_RADIUS = 19;
/** Numbers longer than this are written in thousands. */
const SHORT_FROM = 10_000;

function radiusOf(count: number): number {
  return count === 1 ? 3 : Math.min(MOST_RADIUS, LEAST_RADIUS + 1.3 * Math.log2(count));
}

function textOf(count: number): string {
  return count < SHORT_FROM ? count.toLocaleString() : `${Math.round(count / 1000)}k`;
}

/** @param names boxes of the names on the map at this frame: circles make way for them */
export function createClusterOverlay(map: MapLibreMap, names: () => readonly Box[] = () => []): ClusterOverlay {
  const canvas = document.createElement('canvas');
  canvas.className = 'hexwright-clusters';
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  // Names are read over what lies below them.
  const container = map.getCanvasContainer();
  container.insertBefore(canvas, container.querySelector('.hexwright-labels'));
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  let points: Points | null = null;
  let tokens: MapTokens | null = null;
  let clusters: readonly Cluster[] = [];
  let gatheredAt = Number.NaN;
  let blank = true;
  /** Circles of several accounts as they were drawn last, uppermost last. */
  let drawn: (Circle & { readonly at: number })[] = [];

  const draw = (): void => {
    drawn = [];
    if (!points || !tokens) {
      if (!blank) context.clearRect(0, 0, canvas.width, canvas.height);
      blank = true;
      return;
    }
    blank = false;
    const zoom = map.getZoom();
    // Gathered by half steps of the zoom: while one zooms, circles move but do not melt with every frame.
    const step = Math.round(zoom * 2) / 2;
    if (step !== gatheredAt) clusters = clusterPoints(points, step);
    gatheredAt = step;
    const ratio = map.getPixelRatio();
    const { clientWidth, clientHeight } = map.getContainer();
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, clientWidth, clientHeight);
    const pixels = 512 * 2 ** zoom;
    const centre = map.getCenter();
    const [cx, cy] = [mercatorX(centre.lng), mercatorY(centre.lat)];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = `600 11px ${tokens.font}`;
    // Small ones last: they are what one could miss.
    const named = names();
    for (const [at, { x, y, count }] of clusters.entries()) {
      const away = x - cx - Math.round(x - cx);
      const place = { left: clientWidth / 2 + away * pixels, top: clientHeight / 2 + (y - cy) * pixels };
      const radius = radiusOf(count);
      if (place.left < -radius || place.top < -radius) continue;
      if (place.left > clientWidth + radius || place.top > clientHeight + radius) continue;
      // A single account stands where it is.
      const { left, top } = count === 1 ? place : clearOf({ ...place, radius }, named, drawn);
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fillStyle = tokens.accent;
      context.globalAlpha = count === 1 ? 0.9 : 0.86;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 1.5;
      context.strokeStyle = tokens.halo;
      context.stroke();
      if (count === 1) continue;
      drawn.push({ left, top, radius, at });
      context.fillStyle = tokens.chip;
      context.fillText(textOf(count), left, top + 0.5);
    }
  };
  map.on('render', draw);
  return {
    show(next, nextTokens) {
      if (next !== points) gatheredAt = Number.NaN;
      points = next;
      tokens = nextTokens;
      map.triggerRepaint();
    },
    at(x, y) {
      const hit = drawn.findLast(({ left, top, radius }) => Math.hypot(left - x, top - y) <= radius);
      const cluster = hit && clusters[hit.at];
      if (!hit || !cluster || !points) return null;
      const { points: held, opensAt } = clusterContent(points, gatheredAt, hit.at, map.getMaxZoom());
      const { accounts } = points;
      return {
        lng: cluster.x * 360 - 180,
        lat: mercatorLat(cluster.y),
        accounts: Uint32Array.from(held, (one) => accounts[one]!),
        opensAt,
      };
    },
    destroy() {
      map.off('render', draw);
      canvas.remove();
    },
  };
}
