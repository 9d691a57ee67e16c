/**
 * Workers of plugins outside the page: each in a document of ours that runs nothing else, spoken to over a port of its own, watched,
 * and ended at once when it misbehaves; nobody else notices.
 */
import { type FromGuest, fromGuest, hello, type StartWorker, type ToGuest, type Told } from '../messages.ts';
import type { ToWorkshop } from '../workshop.ts';
import { type Watch, watch } from './liveness.ts';
import { createPatience } from './patience.ts';
import { shell } from './shell.ts';
import { t } from './text/index.ts';

export interface WorkerSource {
  readonly plugin: string;
  /** For people. */
  readonly name: string;
  /** What runs in the worker: one file. */
  readonly file: string;
  /** Address of the document it is in. */
  readonly workshop: string;
}
export interface Sitter {
  /** What is no message of every guest's; false: of this one's neither. */
  heard(message: FromGuest | undefined, data: unknown): boolean;
  /** It is gone, and why, for a person. */
  ended(message: string): void;
}
/** A worker's place: whoever opens it ends it. */
export interface Seat {
  readonly told: Promise<Told>;
  send(message: ToGuest, transfer?: Transferable[]): void;
  post(message: unknown, transfer: Transferable[]): void;
  end(message: string): void;
}

type Tell = (message: ToWorkshop, ports?: MessagePort[]) => void;
interface Workshop {
  /** The files that its policy allows: those there were when it was opened. */
  readonly files: Readonly<Record<string, string>>;
  readonly frame: HTMLIFrameElement;
  readonly tell: Promise<Tell>;
  workers: number;
}
let latest: Workshop | undefined;
let lastWorker = 0;
const startsWithinMs = 20_000;

/** A document's policy never changes: what was installed after it gets a new one, and the one before goes with its last worker. */
function workshopFor({ workshop: address, file }: WorkerSource): Workshop {
  if (latest && Object.hasOwn(latest.files, file)) return latest;
  if (latest?.workers === 0) latest.frame.remove();
  latest = openWorkshop(address);
  return latest;
}

function openWorkshop(address: string): Workshop {
  const opened = Promise.withResolvers<Tell>();
  const { port1: port, port2: theirs } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = '';
  frame.src = address;
  const greeted = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.data !== hello) return;
    removeEventListener('message', greeted);
    frame.contentWindow?.postMessage(hello, '*', [theirs]);
  };
  addEventListener('message', greeted);
  port.onmessage = () => opened.resolve((message, ports = []) => port.postMessage(message, ports));
  document.body.append(frame);
  return { files: shell().boot.peek()?.integrity ?? {}, frame, tell: opened.promise, workers: 0 };
}

export function openSeat(source: WorkerSource, type: StartWorker['type'], sitter: Sitter, silentAfterMs?: number): Seat {
  const { plugin, name, file, workshop: address } = source;
  const told = Promise.withResolvers<Told>();
  told.promise.catch(() => {});
  const { port1: port, port2: theirs } = new MessageChannel();
  const worker = ++lastWorker;
  const workshop = workshopFor(source);
  workshop.workers++;
  const opened = workshop.tell.then((tell) => {
    tell({ type: 'open', worker }, [theirs]);
    return tell;
  });
  let isOpen = true;
  const end = (message: string): void => {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(overdue);
    watching?.end();
    port.close();
    void opened.then((tell) => {
      tell({ type: 'end', worker });
      if (--workshop.workers === 0 && workshop !== latest) workshop.frame.remove();
    });
    told.reject(new Error(message));
    sitter.ended(message);
  };
  const overdue = setTimeout(() => end(t.late(name, startsWithinMs / 1000)), startsWithinMs);
  let watching: Watch | undefined;
  const begin = (): Watch => {
    const begun = watch({
      plugin,
      group: port,
      ...(silentAfterMs !== undefined && { silentAfterMs }),
      ask: (id) => port.postMessage({ type: 'ping', id } satisfies ToGuest),
      began: () => 0,
      blame: () => end(t.hangs(name)),
      lost: () => {},
      remove: () => {},
    });
    begun.greeted();
    return begun;
  };

  const patience = createPatience();
  port.onmessage = ({ data, ports }) => {
    const budget = patience();
    if (budget.left < 0) return end(t.floods(name));
    const message = ports.length > 0 ? undefined : fromGuest(data, budget);
    if (budget.left < 0) return end(t.floods(name));
    // It is there, and about to load the plugin's code: from now on it has to answer.
    if (message?.type === 'begun') watching ??= begin();
    else if (message?.type === 'pong') watching?.answered(message.id);
    else if (message?.type === 'failed') end(message.message);
    else if (message?.type === 'ready') {
      clearTimeout(overdue);
      const { type: _type, ...rest } = message;
      told.resolve(rest);
    } else if (ports.length > 0 || !sitter.heard(message, data)) end(t.babbles(name));
  };
  const post = (message: unknown, transfer: Transferable[]): void => {
    if (isOpen) port.postMessage(message, transfer);
  };
  const module = new URL(file, new URL(address, location.href)).href;
  post({ type, module, language: document.documentElement.lang } satisfies ToGuest, []);
  return { told: told.promise, send: (message: ToGuest, transfer = []) => post(message, transfer), post, end };
}
