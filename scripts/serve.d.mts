/** Serves a build (`dist`) on both loopback addresses until it is closed; throws a sentence when the port is taken. */
export function serveDist(port: number, folder?: string): Promise<{ readonly port: number; close(): void }>;
