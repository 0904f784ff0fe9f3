/** Runs something that may refuse, and says so on screen. */
import { sentenceOf } from '../errors.ts';
import { showError } from '../kit/toasts.tsx';

export function attempt(run: () => unknown): void {
  try {
    const result = run();
    if (result instanceof Promise) result.catch((error: unknown) => showError(sentenceOf(error)));
  } catch (error) {
    showError(sentenceOf(error));
  }
}
