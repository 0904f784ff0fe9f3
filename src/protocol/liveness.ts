/** First message of a worker: the name of the Web Lock that it holds for as long as it lives. */
export interface AliveMessage {
  readonly aliveLock: string;
}

export function isAliveMessage(data: unknown): data is AliveMessage {
  return typeof data === 'object' && data !== null && 'aliveLock' in data;
}
