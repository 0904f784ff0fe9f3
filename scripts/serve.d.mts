/** Serves `dist` on both loopback addresses until the process ends; throws a sentence when the port is taken. */
export function serveDist(port: number): Promise<void>;
