/** Tools that are not needed to paint: their code comes once the map stands. */
import type { Tool } from '../../store/view-store.ts';
import type { MapTokens } from '../tokens.ts';
import { createBridgeTool } from './bridge-tool.ts';
import { createBarrierTool, createSplitTool } from './line-tools.ts';
import { createMergeTool } from './merge-tool.ts';
import { createShapeTool } from './shape-tools.ts';
import type { MapTool, ToolContext } from './tool.ts';

export type LateTool = Extract<
  Tool,
  'lasso' | 'rectangle' | 'polygon' | 'circle' | 'split' | 'merge' | 'barrier' | 'bridge'
>;

export function createLateTools(context: ToolContext, tokens: () => MapTokens): Record<LateTool, MapTool> {
  return {
    lasso: createShapeTool(context, tokens, 'lasso'),
    rectangle: createShapeTool(context, tokens, 'rectangle'),
    polygon: createShapeTool(context, tokens, 'polygon'),
    circle: createShapeTool(context, tokens, 'circle'),
    split: createSplitTool(context, tokens),
    merge: createMergeTool(context),
    barrier: createBarrierTool(context, tokens),
    bridge: createBridgeTool(context),
  };
}
