import type { Fetch, QueryRequest } from '@orrery/plugin-sdk';
import { type FrameData, frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import type { SampleQuery } from './query.ts';

/** `GET <address>/series?...` answers `{ "times": [epoch ms], "values": [number] }`. Change it to what your server speaks. */
export async function askServer(
  fetch: Fetch,
  { shape = 'sine', refId }: SampleQuery,
  range: QueryRequest['range'],
  signal: AbortSignal,
): Promise<FrameData> {
  const response = await fetch(`series?name=${encodeURIComponent(shape)}&from=${range.from}&to=${range.to}`, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const { times, values } = (await response.json()) as { times: number[]; values: number[] };
  return frame([timeField('time', Float64Array.from(times)), numberField(shape, Float64Array.from(values))], { refId });
}
