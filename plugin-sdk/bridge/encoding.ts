/**
 * Encodings a thread can apply to an answer before it leaves the host, so that the kernel pipes bytes and never parses them.
 * The table is the only place where a contribution point's answer meets a byte format.
 */
import type { QueryAnswer, QueryResponse } from '../contributions/datasource.ts';
import { frameToJson } from '../data/grafana-json.ts';
import { arrowStreamOf } from './arrow-stream.ts';

export interface Encoded {
  readonly bytes: readonly Uint8Array[];
  readonly contentType: string;
  /** HTTP status of the worst answer inside. */
  readonly status: number;
}
export type Encoding = (answer: unknown) => Encoded | Promise<Encoded>;

const encoder = new TextEncoder();

/** Of a query's answers: the members of Grafana's `results`, without the braces, so that several calls can be joined. */
const framesJson: Encoding = (answer) => {
  const answers = answersOf(answer);
  const members = answers.map(([refId, { frames, error, errorSource, status = error ? 500 : 200 }]) => {
    const failure = error ? `,"error":${JSON.stringify(error)},"errorSource":${JSON.stringify(errorSource ?? 'plugin')}` : '';
    return `${JSON.stringify(refId)}:{"status":${status}${failure},"frames":[${frames.map((frame) => frameToJson({ ...frame, refId })).join(',')}]}`;
  });
  return { bytes: [encoder.encode(members.join(','))], contentType: 'application/json; charset=UTF-8', status: worst(answers) };
};

/** Of a query's answers: each frame as one Arrow stream after its length (4 bytes, big endian), by refId; failures last, as JSON. */
const arrow: Encoding = async (answer) => {
  const { frameToArrow } = await import('../data/arrow.ts');
  const answers = answersOf(answer);
  const bytes: Uint8Array[] = [];
  const converted = new Map();
  for (const [refId, { frames }] of answers)
    for (const frame of frames) {
      const asItCame = arrowStreamOf(frame);
      if (asItCame) bytes.push(lengthOf(asItCame), asItCame);
      else bytes.push(withLength(frameToArrow({ ...frame, refId }, converted, 4)));
    }
  const failed = answers.filter(([, { error }]) => error);
  if (failed.length > 0) {
    const errors = Object.fromEntries(
      failed.map(([refId, { error, errorSource = 'plugin', status = 500 }]) => [refId, { status, error, errorSource }]),
    );
    bytes.push(withLength(encoder.encode(`    ${JSON.stringify({ errors })}`)));
  }
  return { bytes, contentType: 'application/vnd.apache.arrow.stream', status: worst(answers) };
};

export const encodings: Readonly<Record<'frames-json' | 'arrow', Encoding>> = { 'frames-json': framesJson, arrow };

/** What came out of a guest is looked at before it is believed. */
function answersOf(answer: unknown): [string, QueryAnswer][] {
  const { answers } = (answer ?? {}) as Partial<QueryResponse>;
  if (typeof answers !== 'object' || answers === null) throw new Error('it has no "answers" by refId');
  const list = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [refId, one] of list) {
    if (typeof one !== 'object' || one === null || !Array.isArray(one.frames))
      throw new Error(`the answer to "${refId}" has no list of frames`);
    for (const frame of one.frames)
      if (!arrowStreamOf(frame ?? {}) && !Array.isArray((frame as { fields?: unknown } | null)?.fields))
        throw new Error(`a frame of "${refId}" has no fields`);
  }
  return list;
}

function worst(answers: readonly [string, QueryAnswer][]): number {
  return Math.max(200, ...answers.map(([, { error, status }]) => (error ? (status ?? 500) : 200)));
}
function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return length;
}
/** The length of what follows, in the first four bytes. */
function withLength(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, bytes.length - 4);
  return bytes;
}
