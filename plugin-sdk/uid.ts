const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A name for something that has none: 14 small letters and digits, as they stand in addresses. Two alike are left to a unique index. */
export function newUid(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => alphabet[byte % alphabet.length]).join('');
}
