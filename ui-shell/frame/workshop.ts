/**
 * The one script of the document in which code that only draws runs: a worker a plugin. Nothing of theirs runs in the document
 * itself, so it always answers, and can end any of them at once.
 */
import { hello } from './messages.ts';

export type ToWorkshop =
  /** Comes with the port that the worker and the page speak over. */
  { readonly type: 'open'; readonly worker: number } | { readonly type: 'end'; readonly worker: number };

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
// Said in two steps, for the build: it would take the file for one to be copied.
const here = import.meta.url;
// A worker of a network address is refused in a document without an origin, and modules are only imported: hence this one line.
const line = `const first = new Promise((got) => { onmessage = got; }); import(${JSON.stringify(new URL('./worker.js', here).href)}).then(({ serve }) => first.then(({ ports }) => { onmessage = null; serve(ports[0]); }));`;
const address = URL.createObjectURL(new Blob([line], { type: 'text/javascript' }));
const policy = factory?.createPolicy('orrery-workshop', { createScriptURL: () => address }) ?? { createScriptURL: () => address };
const workers = new Map<number, Worker>();

addEventListener('message', greeted);
parent.postMessage(hello, '*');

function greeted(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== parent || event.data !== hello || !port) return;
  removeEventListener('message', greeted);
  port.onmessage = ({ data, ports: [theirs] }: MessageEvent<ToWorkshop>) => {
    if (data.type === 'end') {
      workers.get(data.worker)?.terminate();
      workers.delete(data.worker);
    } else if (theirs) {
      const worker = new Worker(policy.createScriptURL(address));
      workers.set(data.worker, worker);
      worker.postMessage(null, [theirs]);
    }
  };
  port.postMessage({ type: 'shown' });
}
