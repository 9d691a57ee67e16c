/** Texts inside addresses. */

/** Everything that could mean something in an address, quotes and brackets too. */
export function strictEncode(text: string): string {
  return strict(encodeURIComponent(text));
}
export function strict(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A value in a query: what an address may hold as it is stays readable. */
export function queryEncode(text: string): string {
  return strictEncode(text).replace(/%(?:40|3A|24|2C|3B)/g, decodeURIComponent);
}
