/** The tools in the order of the strip, with their keys. */
import {
  Brush,
  Cable,
  Circle,
  Combine,
  Construction,
  Eraser,
  Lasso,
  type LucideIcon,
  MousePointer2,
  PaintBucket,
  Pentagon,
  Pipette,
  Split,
  Square,
} from 'lucide-react';
import type { Tool } from '../../store/view-store.ts';

interface ToolButton {
  readonly tool: Tool;
  readonly icon: LucideIcon;
  readonly keys: string;
  /** Frozen plans are only looked at. */
  readonly edits: boolean;
}

/** Groups: point, draw, divide, constrain. */
export const TOOL_GROUPS: readonly (readonly ToolButton[])[] = [
  [
    { tool: 'select', icon: MousePointer2, keys: 'V', edits: false },
    { tool: 'brush', icon: Brush, keys: 'B', edits: true },
    { tool: 'erase', icon: Eraser, keys: 'E', edits: true },
  ],
  [
    { tool: 'lasso', icon: Lasso, keys: 'L', edits: true },
    { tool: 'rectangle', icon: Square, keys: 'R', edits: true },
    { tool: 'polygon', icon: Pentagon, keys: 'P', edits: true },
    { tool: 'circle', icon: Circle, keys: 'C', edits: true },
    { tool: 'fill', icon: PaintBucket, keys: 'F', edits: true },
  ],
  [
    { tool: 'split', icon: Split, keys: 'S', edits: true },
    { tool: 'merge', icon: Combine, keys: 'M', edits: true },
    { tool: 'pick', icon: Pipette, keys: 'I', edits: false },
  ],
  [
    { tool: 'barrier', icon: Construction, keys: 'X', edits: true },
    { tool: 'bridge', icon: Cable, keys: 'J', edits: true },
  ],
];
