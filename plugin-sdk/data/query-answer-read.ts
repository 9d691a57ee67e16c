/** The Arrow form of a query's answer: frames after their lengths, failures in JSON parts. In the browser. */
import { readArrowFrame } from './arrow-read.ts';
import type { FrameData } from './frame.ts';

export interface ReadAnswer {
  readonly refId: string;
  readonly frames: FrameData[];
  error?: string;
  errorSource?: string;
  status?: number;
}

/** In the order in which the answers stand. Throws for bytes that are cut off. */
export function readQueryAnswer(bytes: Uint8Array): ReadAnswer[] {
  const answers = new Map<string, ReadAnswer>();
  const answerOf = (refId: string): ReadAnswer => {
    let answer = answers.get(refId);
    if (!answer) answers.set(refId, (answer = { refId, frames: [] }));
    return answer;
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw new Error('The answer is cut off.');
    const size = view.getUint32(at);
    const part = new Uint8Array(bytes.subarray(at + 4, at + 4 + size));
    if (part.length !== size) throw new Error('The answer is cut off.');
    at += 4 + size;
    if (part[0] === 0x7b) {
      const { errors } = JSON.parse(new TextDecoder().decode(part)) as { errors: Record<string, Partial<ReadAnswer>> };
      for (const [refId, { error, errorSource, status }] of Object.entries(errors)) {
        Object.assign(answerOf(refId), {
          ...(error !== undefined && { error }),
          ...(errorSource !== undefined && { errorSource }),
          ...(status !== undefined && { status }),
        });
      }
      continue;
    }
    const frame = readArrowFrame(part);
    answerOf(frame.refId ?? '').frames.push(frame);
  }
  return [...answers.values()];
}
