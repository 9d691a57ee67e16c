/** A TCP door before a server: shut, it drops who is in and refuses who comes. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Door extends AsyncDisposable {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function openDoor(host: string, port: number): Promise<Door> {
  const inside = new Set<Socket>();
  let server: Server | undefined;
  let own = 0;
  async function open(): Promise<void> {
    const made = createServer((from) => {
      const to = connect(port, host);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        inside.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          inside.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    await new Promise<void>((ready) => made.listen(own, '127.0.0.1', ready));
    own = (made.address() as AddressInfo).port;
    server = made;
  }
  async function shut(): Promise<void> {
    const closing = server;
    server = undefined;
    const closed = new Promise<void>((done) => (closing ? closing.close(() => done()) : done()));
    for (const socket of inside) socket.destroy();
    await closed;
  }
  await open();
  return { port: own, open, shut, [Symbol.asyncDispose]: shut };
}
