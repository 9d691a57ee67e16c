/** How many decimals a number needs, and how it is written with them. */

export function automaticDecimals(value: number): number {
  if (!Number.isFinite(value) || value === 0 || Number.isInteger(value)) return 0;
  const size = Math.abs(value);
  // This quotient, not log10: it errs at some powers of ten, and so must we to show the same digits.
  let decimals = -Math.floor(Math.log(size) / Math.LN10) + 1;
  const leading = size / 10 ** -decimals;
  if (leading > 2.25) decimals++;
  // A number that is whole at this precision needs none of it.
  return Math.max(0, decimals);
}

export function writeNumber(value: number | null | undefined, decimals?: number | null): string {
  if (value === null || value === undefined) return '';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '-∞';
  const places = decimals ?? automaticDecimals(value);
  if (value === 0) return (0).toFixed(Math.min(Math.max(places, 0), 100));
  const factor = places ? 10 ** Math.max(0, places) : 1;
  const text = String(Math.round(value * factor) / factor);
  if (text.includes('e') || (value % 1 === 0 && places === 0)) return text;
  const point = text.indexOf('.');
  const written = point === -1 ? 0 : text.length - point - 1;
  if (written >= places) return text;
  return (point === -1 ? `${text}.` : text) + '0'.repeat(places - written);
}
