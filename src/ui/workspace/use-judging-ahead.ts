import { useEffect } from 'react';
import { afterFirstPicture } from './after-first-picture.ts';

/** Once the first picture stands, figures of the other plans are found while nobody works. */
export function useJudgingAhead(): void {
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    const start = async () => {
      await afterFirstPicture();
      const { startJudgingAhead } = await import('../../engine/judge-ahead.ts');
      if (!gone) stop = startJudgingAhead();
    };
    // Without it figures come when they are asked for.
    start().catch(() => {});
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
}
