/** Tabs of one browser tell each other what has reached the disk, and ask each other for the right to write. */

export type TabMessage =
  /** A transaction is complete: the journal of the plan goes up to `revision`. */
  | { readonly kind: 'committed'; readonly projectId: string; readonly planId: string; readonly revision: number }
  /** Plans were added or removed, data or name are others. */
  | { readonly kind: 'changed'; readonly projectId: string }
  /** A tab that looks would like to write. */
  | { readonly kind: 'hand-over'; readonly projectId: string };

export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

/** `hear` gets what other tabs tell; never what this one does. */
export function openTabs(databaseName: string, hear: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(`${databaseName}:tabs`);
  channel.addEventListener('message', (event: MessageEvent<TabMessage>) => hear(event.data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    tell: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
