/** The map on screen, for panels that send it somewhere; null until it is drawn. */
import type { createMapView } from '../../map/map-view.ts';

export const mapHandle: { current: ReturnType<typeof createMapView> | null } = { current: null };
