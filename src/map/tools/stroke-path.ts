/** Fills the gaps between pointer events, so that a fast drag paints as densely as a slow one. */
import type { ToolPoint } from './tool.ts';

/**
 * Points from `from` (left out) to `to` (included), at most `step` pixels apart.
 * @param step pixels, above 0
 */
export function pointsBetween(from: ToolPoint, to: ToolPoint, step: number): ToolPoint[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const count = Math.max(1, Math.ceil(length / step));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
}

/**
 * How far apart two samples of a stroke may be. Cells whose samples are less than an edge apart touch, so the path has
 * no gap; a wide brush overlaps itself and may take whole cells at a time.
 * @param spacing distance between neighbouring cell centres, pixels
 */
export function sampleStep(spacing: number, radius: number): number {
  return Math.max(1, radius === 0 ? 0.5 * spacing : 0.9 * spacing);
}
