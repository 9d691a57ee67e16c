/** Small questions that several parts ask. */
import { FailureError, type Role } from '@orrery/plugin-sdk';

export const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];

export function isRole(value: unknown): value is Role {
  return roles.includes(value as Role);
}
export function higher(role: Role, than: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(than);
}

export function randomUid(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => alphabet[byte % alphabet.length]).join('');
}

export function failedWith(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof FailureError && codes.includes(error.failure.code);
}

/** Text for `like` that means itself. */
export function containing(words: string): { readonly like: string } {
  return { like: `%${words.replace(/[\\%_]/g, '\\$&')}%` };
}

/** An id as it stands in an address; undefined for what is none. */
export function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
