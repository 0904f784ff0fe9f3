/** Two maps that look at the same place: a move of one moves the other. */
import type { MapView } from './map-view.ts';

/** The second map goes to where the first one is, then each follows the other. Gives the function that ends it. */
export function syncCameras(first: Pick<MapView, 'map'>, second: Pick<MapView, 'map'>): () => void {
  let following = false;
  const follow = (leader: MapView['map'], other: MapView['map']) => () => {
    if (following) return;
    following = true;
    other.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() });
    following = false;
  };
  const pairs = [
    [first.map, follow(first.map, second.map)],
    [second.map, follow(second.map, first.map)],
  ] as const;
  pairs[0][1]();
  for (const [map, listener] of pairs) map.on('move', listener);
  return () => {
    for (const [map, listener] of pairs) map.off('move', listener);
  };
}
