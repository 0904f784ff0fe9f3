/** Listeners by event. A listener that throws does not keep the others from hearing. */

export interface Emitter<Events> {
  on<E extends keyof Events>(event: E, listener: Events[E]): () => void;
  /** Calls every listener present at this moment; the first error is thrown when all have been called. */
  each<E extends keyof Events>(event: E, call: (listener: Events[E]) => void): void;
}

export function createEmitter<Events>(): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<unknown>>();
  return {
    on: (event, listener) => {
      const present = listeners.get(event) ?? new Set();
      listeners.set(event, present.add(listener));
      return () => {
        present.delete(listener);
      };
    },
    each: (event, call) => {
      const errors: unknown[] = [];
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          call(listener as Events[typeof event]);
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
