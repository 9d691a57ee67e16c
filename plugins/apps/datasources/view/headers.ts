/**
 * Custom headers: `httpHeaderName1`, `httpHeaderValue1` and so on, counted without a gap. A value is a secret under its number, so that what
 * stands behind a removed one has to be typed again: nobody can move a secret that nobody can read.
 */
import type { Draft } from './draft.ts';

export interface Header {
  readonly name: string;
  readonly stored: boolean;
  /** Typed since. */
  readonly value: string | undefined;
  /** Its stored value belongs to another name now. */
  readonly lost: boolean;
}

export function headersOf({ jsonData, secureJsonFields, secureJsonData }: Draft): Header[] {
  const headers: Header[] = [];
  for (let number = 1; jsonData[`httpHeaderName${number}`] !== undefined; number++) {
    const value = secureJsonData[`httpHeaderValue${number}`];
    const stored = secureJsonFields[`httpHeaderValue${number}`] === true;
    headers.push({
      name: String(jsonData[`httpHeaderName${number}`]),
      stored: stored && value !== '',
      value,
      lost: stored && value === '',
    });
  }
  return headers;
}

/** `removed`: the place that was taken out, behind which every stored value is lost. */
export function withHeaders(draft: Draft, headers: readonly Header[], removed = Number.POSITIVE_INFINITY): Draft {
  const others = <Value>(map: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(map).filter(([key]) => !/^httpHeader(Name|Value)\d+$/.test(key)));
  const jsonData: Record<string, unknown> = others(draft.jsonData);
  const secureJsonData: Record<string, string> = others(draft.secureJsonData);
  for (const [index, { name, value, stored }] of headers.entries()) {
    jsonData[`httpHeaderName${index + 1}`] = name;
    const kept = stored && index < removed ? undefined : '';
    const typed = value ?? kept;
    if (typed !== undefined) secureJsonData[`httpHeaderValue${index + 1}`] = typed;
  }
  // Stored values with no header left are removed.
  for (const key of Object.keys(draft.secureJsonFields)) {
    const number = Number(/^httpHeaderValue(\d+)$/.exec(key)?.[1] ?? 0);
    if (number > headers.length) secureJsonData[key] = '';
  }
  return { ...draft, jsonData, secureJsonData };
}
