/** A head of the audit trail in words, for places outside of the database: `SEQUENCE:HASH`. */
import type { AuditHead } from './types.ts';

export const headText = ({ sequence, hash }: AuditHead): string => `${sequence}:${hash}`;

/** Undefined for what is no head. */
export function headOf(said: string): AuditHead | undefined {
  const [, sequence, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(said) ?? [];
  return sequence === undefined ? undefined : { sequence: Number(sequence), hash };
}
