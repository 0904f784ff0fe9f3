/** A team whose members are threads: what they hand over goes through channels, and who waits sleeps. */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Team, TeamMessage } from '../core/balance/team.ts';

/** What one thread of a team is given; its ports are to be transferred. */
export interface TeamLink {
  readonly size: number;
  readonly index: number;
  /** To each of the others; undefined in its own place. */
  readonly ports: readonly (MessagePort | undefined)[];
  /** Messages sent so far, over shared memory: a thread that waits sleeps on it. */
  readonly sent: Int32Array;
}

export interface ThreadTeam extends Team {
  /** Whether another has left: who waits for it waits in vain. */
  isBroken(): boolean;
  /** Says that no more will be sent, and closes the ports. */
  leave(): void;
}

/** Longest sleep between two looks at the clock. */
const SLEEP_MS = 20;
/** Who has sent nothing for so long is taken to have left: a thread that could not begin can't say so. */
const GONE_MS = 300_000;

/** A link for each of `size` threads. */
export function teamLinks(size: number): TeamLink[] {
  const sent = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const ports: (MessagePort | undefined)[][] = Array.from({ length: size }, () => new Array(size).fill(undefined));
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a]![b] = port1;
      ports[b]![a] = port2;
    }
  }
  return ports.map((own, index) => ({ size, index, ports: own, sent }));
}

/** Joins a team; what the others send is kept until it is asked for. */
export function joinTeam({ size, index, ports, sent }: TeamLink): ThreadTeam {
  const queues: TeamMessage[][] = Array.from({ length: size }, () => []);
  let broken = false;
  let waitingSince = 0;
  const take = (): void => {
    ports.forEach((port, from) => {
      for (let got = port && receiveMessageOnPort(port); got; got = receiveMessageOnPort(port!)) {
        // null = has left.
        const message = got.message as TeamMessage | null;
        if (message) queues[from]!.push(message);
        else broken = true;
      }
    });
  };
  const post = (message: TeamMessage | null): void => {
    for (const port of ports) port?.postMessage(message);
    Atomics.add(sent, 0, 1);
    Atomics.notify(sent, 0);
  };
  return {
    size,
    index,
    isBroken: () => broken,
    send: (message) => {
      queues[index]!.push(message.map((array) => array.slice()));
      post(message);
      waitingSince = Date.now();
    },
    receive: () => {
      const seen = Atomics.load(sent, 0);
      take();
      if (queues.every((queue) => queue.length > 0)) return queues.map((queue) => queue.shift()!);
      if (Date.now() - waitingSince > GONE_MS) broken = true;
      if (!broken) Atomics.wait(sent, 0, seen, SLEEP_MS);
      return null;
    },
    leave: () => {
      post(null);
      for (const port of ports) port?.close();
    },
  };
}
