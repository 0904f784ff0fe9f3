import type { Position } from '../core/geometry/ring.ts';

/** Two corners of a box, or ends of a line. */
export interface Draft {
  readonly kind: 'box' | 'line';
  readonly from: Position;
  readonly to: Position;
}
