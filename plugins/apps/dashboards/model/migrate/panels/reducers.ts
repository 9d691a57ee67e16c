/** Words of old panels for one value of a series, as ids of reducers. */
import { reducerId, reducerInfo } from '@orrery/plugin-sdk/data';

export function reducerOf(word: unknown): string | undefined {
  const id = reducerId(String(word));
  return Object.hasOwn(reducerInfo, id) ? id : undefined;
}

/** The values that a legend shows, in the order of its keys. */
export function legendCalcs(legend: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(legend).flatMap(([word, on]) => (on === true ? (reducerOf(word) ?? []) : []));
}
