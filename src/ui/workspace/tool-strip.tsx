import { Radio, RadioGroup, RadioProvider } from '@ariakit/react';
import { Fragment, lazy, Suspense, useEffect } from 'react';
import { BRUSH_RADIUS_MAX, type Tool, view } from '../../store/view-store.ts';
import { ariaKeys } from '../keys.ts';
import { Tip } from '../kit/tip.tsx';
import { toolWords } from '../tool-words.ts';
import { usePlan, useView } from './plan-hooks.ts';
import { TOOL_GROUPS } from './tool-groups.ts';

const words = toolWords;

// Come with the first tool that paints.
const PaintRules = lazy(async () => ({ default: (await import('./paint-rules.tsx')).PaintRules }));

/** Tools that take cells, and so ask the rules. */
const PAINTS: ReadonlySet<Tool> = new Set(['brush', 'erase', 'lasso', 'rectangle', 'polygon', 'circle', 'fill']);

function BrushSize() {
  const radius = useView((state) => state.brushRadius);
  return (
    <label className="chip brush-size">
      <span>{words.brushSize}</span>
      <input
        type="range"
        aria-label={words.brushSize}
        aria-keyshortcuts="[ ]"
        min={0}
        max={BRUSH_RADIUS_MAX}
        step={1}
        value={radius}
        style={{ '--part': `${(radius / BRUSH_RADIUS_MAX) * 100}%` } as React.CSSProperties}
        onChange={(event) => view.setState({ brushRadius: Number(event.target.value) })}
      />
      <strong className="num">{radius}</strong>
      <span className="kbd">[</span>
      <span className="kbd">]</span>
    </label>
  );
}

export function ToolStrip() {
  const { store } = usePlan();
  const tool = useView((state) => state.tool);
  useEffect(() => {
    if (store.frozen) view.setState({ tool: 'select' });
  }, [store]);
  return (
    <>
      <RadioProvider value={tool} setValue={(next) => view.setState({ tool: next as Tool })}>
        <RadioGroup className="tools" data-map-panel aria-label={words.label} aria-orientation="vertical">
          {TOOL_GROUPS.map((group, at) => (
            <Fragment key={group[0]?.tool}>
              {at === 0 ? null : <hr aria-hidden="true" />}
              {group.map(({ tool: value, icon: Icon, keys, edits }) => (
                <Tip
                  key={value}
                  text={edits && store.frozen ? words.frozen : words.hints[value]}
                  keys={keys}
                  placement="right"
                >
                  <Radio
                    value={value}
                    disabled={edits && store.frozen}
                    accessibleWhenDisabled
                    className="tool"
                    aria-label={words[value]}
                    aria-keyshortcuts={ariaKeys(keys)}
                    render={<button type="button" />}
                  >
                    <Icon aria-hidden />
                  </Radio>
                </Tip>
              ))}
            </Fragment>
          ))}
        </RadioGroup>
      </RadioProvider>
      {store.frozen || !PAINTS.has(tool) ? null : (
        <div className="tool-options" data-map-panel>
          {tool === 'brush' || tool === 'erase' ? <BrushSize /> : null}
          <Suspense>
            <PaintRules />
          </Suspense>
        </div>
      )}
    </>
  );
}
