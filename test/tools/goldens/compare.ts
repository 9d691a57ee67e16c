/** When two answers are the same. */

const words: Readonly<Record<string, unknown>> = {
  '@NaN': Number.NaN,
  '@Inf': Number.POSITIVE_INFINITY,
  '@-Inf': Number.NEGATIVE_INFINITY,
  '@undefined': undefined,
};

/** The values that JSON lacks, in place of the words that stand for them. */
export function decode(value: unknown): unknown {
  if (typeof value === 'string') return value in words ? words[value] : value;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decode(part)]));
}

/** Deep; an absent key is an undefined one; whole numbers exactly, others to nine digits; an error is any error. */
export function same(expected: unknown, got: unknown): boolean {
  if (Object.is(expected, got) || expected === got) return true;
  if (typeof expected === 'number' && typeof got === 'number') return close(expected, got);
  if (Array.isArray(expected))
    return Array.isArray(got) && expected.length === got.length && expected.every((part, index) => same(part, got[index]));
  if (typeof expected !== 'object' || typeof got !== 'object' || !expected || !got || Array.isArray(got)) return false;
  if ('error' in expected && 'error' in got) return true;
  const [one, other] = [expected as Record<string, unknown>, got as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => same(one[key], other[key]));
}

function close(one: number, other: number): boolean {
  if (Number.isInteger(one) && Number.isInteger(other) && Math.abs(one) < 2 ** 53) return false;
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

/** Colours as 8-bit channels, one step apart at most. */
export function sameColor(expected: unknown, got: unknown): boolean {
  if (expected === got) return true;
  const [one, other] = [channels(expected), channels(got)];
  return one !== undefined && other !== undefined && one.every((part, index) => Math.abs(part - (other[index] ?? Number.NaN)) <= 1);
}

function channels(color: unknown): number[] | undefined {
  if (typeof color !== 'string') return;
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? /^#([0-9a-f]{3})$/i.exec(color)?.[1]?.replace(/./g, '$&$&');
  if (hex) return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const parts = /^rgba?\(([^)]*)\)$/.exec(color)?.[1]?.split(',').map(Number);
  return parts?.map((part, index) => (index < 3 ? Math.round(part) : part));
}
