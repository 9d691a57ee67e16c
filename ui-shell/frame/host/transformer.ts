/**
 * Transformations of a plugin that may not run in the page: the work in a worker of the workshop, which is spoken to as one of the page's
 * own is, and the forms as data from a frame. What comes back is looked at before anything draws it.
 */
import type { TransformationModule, TransformationWorker } from '@orrery/plugin-sdk/ui';
import type { FromWorker, ToWorker } from '@orrery/plugin-sdk/ui/transform/messages.ts';
import { unpack } from '@orrery/plugin-sdk/ui/transform/parcel.ts';
import type { PanelEntry } from '../../boot.ts';
import { handOver } from '../messages.ts';
import { formsTold } from './forms-told.ts';
import { framesTold, piecesTold, problemsTold } from './frames-told.ts';
import { askForms, type GuestSource } from './guest.ts';
import { shell } from './shell.ts';
import { t } from './text/index.ts';
import { openSeat } from './workshop.ts';

export interface Outsider {
  load(): Promise<TransformationModule>;
  open(): Promise<TransformationWorker>;
}

/** With the time until it is asked, and until that is noticed, a hung step is gone within two seconds. */
const silentAfterMs = 1_200;
/** The same for what answers and does not end: code that waits for ever. */
const stepMs = 1_600;
/** Of long columns of texts; more than a browser could hold. */
const mostPieces = 10_000;

export function transformer(source: GuestSource, { worker, workshop, label }: PanelEntry): Outsider {
  const { plugin, name, module } = source;
  return {
    async load() {
      const own = Object.entries(shell().boot.peek()?.transformations ?? {}).flatMap(([id, entry]) =>
        entry.module === module ? [id] : [],
      );
      return { transformations: {}, transformationForms: async () => formsTold(await askForms(source), own) };
    },
    async open() {
      if (!worker || !workshop) throw new Error(t.noWorker(name));
      const seat = openSeat({ plugin, name, file: worker, workshop }, 'start-transforming', { heard, ended }, silentAfterMs);
      const made: TransformationWorker = { postMessage, onmessage: null, onerror: null, terminate: () => seat.end(t.closed(name)) };
      let asked: { readonly id: number; readonly indexes: readonly number[]; left: number; steps: number } | undefined;
      let done: Extract<FromWorker, { type: 'done' }> | undefined;
      let pieces: unknown[] = [];
      let overdue: ReturnType<typeof setTimeout> | undefined;

      /** A page that was held up itself hears what was said meanwhile first. */
      const wait = (): void => {
        clearTimeout(overdue);
        overdue = setTimeout(() => (overdue = setTimeout(() => seat.end(t.hangs(name)), 100)), stepMs - 100);
      };
      function postMessage(message: ToWorker): void {
        if (message.type === 'work') {
          const indexes = message.work.steps.map(({ index }) => index);
          asked = { id: message.id, indexes, left: message.pieces, steps: 0 };
          [done, pieces] = [undefined, []];
          const { frames, transfer } = handOver(message.frames);
          seat.post({ ...message, frames }, transfer);
        } else {
          if (asked) asked.left--;
          seat.post(message, []);
        }
        if (asked?.left === 0) wait();
      }
      function heard(_known: unknown, data: unknown): boolean {
        const message = data as { type?: unknown; id?: unknown; piece?: unknown; message?: unknown } | null;
        if (typeof message !== 'object' || !message || !asked || message.id !== asked.id) return false;
        // As often as there are steps, and once to begin with: a sign of life is no way to live for ever.
        if (message.type === 'step' && asked.steps++ <= asked.indexes.length) wait();
        else if (message.type === 'done' && !done) done = data as NonNullable<typeof done>;
        else if (message.type === 'piece' && done && pieces.length < mostPieces) pieces.push(message.piece);
        else if (message.type === 'unsent' && !done && typeof message.message === 'string') unsent(asked.id, message.message);
        else return false;
        if (done && asked) answer(done, asked.indexes);
        return true;
      }
      function say(data: FromWorker): void {
        made.onmessage?.({ data } as MessageEvent);
      }
      function unsent(id: number, message: string): void {
        clearTimeout(overdue);
        asked = undefined;
        say({ type: 'unsent', id, message: `${name}: ${message.slice(0, 500)}` });
      }
      function answer({ id, outcome, pieces: expected }: NonNullable<typeof done>, indexes: readonly number[]): void {
        if (typeof expected === 'number' && pieces.length < expected) return wait();
        clearTimeout(overdue);
        [asked, done] = [undefined, undefined];
        try {
          const frames = framesTold(unpack(outcome.frames, piecesTold(pieces, expected)));
          const told = { frames, problems: problemsTold(outcome.problems, indexes, { name, isStep: label === name }), stages: [] };
          say({ type: 'done', id, outcome: told, pieces: 0 });
        } catch (error) {
          seat.end(t.noData(name, error instanceof Error ? error.message : String(error)));
        }
      }
      function ended(message: string): void {
        clearTimeout(overdue);
        made.onerror?.({ message: message.startsWith(name) ? message : `${name}: ${message}` } as ErrorEvent);
      }
      await seat.told;
      return made;
    },
  };
}
