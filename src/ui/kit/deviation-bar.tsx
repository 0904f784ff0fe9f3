/** Track, corridor band, axis at target, bar from the axis. The scale is fixed so that rows compare. */
export const BAR_LIMIT = 0.25;

export interface DeviationBarProps {
  readonly deviation: number;
  readonly corridor: number;
  /** Value before the change: a thin tick. */
  readonly before?: number | undefined;
  /** Value before the stroke in hand: the bar as it was, outlined. */
  readonly ghost?: number | undefined;
  readonly width: number;
  readonly height: number;
}

function position(share: number, width: number): number {
  const clamped = Math.max(-BAR_LIMIT, Math.min(BAR_LIMIT, share));
  return (width / 2) * (1 + clamped / BAR_LIMIT);
}

export function toneOf(deviation: number, corridor: number): 'under' | 'over' | 'inside' {
  // Half a display digit of slack: 5.0% shown must not be both inside and outside.
  if (Math.abs(deviation) <= corridor + 1e-9) return 'inside';
  return deviation < 0 ? 'under' : 'over';
}

export function DeviationBar({ deviation, corridor, before, ghost, width, height }: DeviationBarProps) {
  const middle = width / 2;
  const known = Number.isFinite(deviation);
  const end = known ? position(deviation, width) : middle;
  const bandLeft = position(-corridor, width);
  return (
    <svg
      className="bar"
      viewBox={`0 0 ${width} ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="bar-track" width={width} height={height} rx={height > 6 ? 2 : 1} />
      <rect className="bar-band" x={bandLeft} width={position(corridor, width) - bandLeft} height={height} />
      <rect
        className={`bar-${toneOf(deviation, corridor)}`}
        x={Math.min(middle, end)}
        width={Math.abs(end - middle)}
        height={height}
      />
      {ghost === undefined || !Number.isFinite(ghost) ? null : (
        <rect
          className="bar-ghost"
          x={Math.min(middle, position(ghost, width))}
          y={0.5}
          width={Math.abs(position(ghost, width) - middle)}
          height={height - 1}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {before === undefined || !Number.isFinite(before) ? null : (
        <path
          className="bar-before"
          d={`M${position(before, width)} -1v${height + 2}`}
          vectorEffect="non-scaling-stroke"
        />
      )}
      <rect className="bar-axis" x={middle - 0.5} y={-1} width={1} height={height + 2} />
    </svg>
  );
}
