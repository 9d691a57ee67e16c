/** Small questions that several parts ask. */
import { FailureError, type Role } from '@orrery/plugin-sdk';

export const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];

export function isRole(value: unknown): value is Role {
  return roles.includes(value as Role);
}
export function higher(role: Role, than: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(than);
}

export function failedWith(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof FailureError && codes.includes(error.failure.code);
}

/** An id as it stands in an address; undefined for what is none. */
export function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
