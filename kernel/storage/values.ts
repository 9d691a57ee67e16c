/** Values of declared columns, on the way in and on the way out. What comes from a plugin is hostile data until it went through here. */
import { FailureError } from '@orrery/plugin-sdk';
import { fromJson, toJson } from './json.ts';
import { plainType } from './schema.ts';

export const mostTextLength = 190;
/** Of one value, in UTF-16 units. */
export const mostLongLength = 32 * 1024 * 1024;

export function invalid(message: string): FailureError {
  return new FailureError({ code: 'storage/invalid', message, retryable: false });
}
export function overLimit(message: string): FailureError {
  return new FailureError({ code: 'storage/limit', message, retryable: false });
}

function text(column: string, value: unknown, most: number): string {
  if (typeof value !== 'string') throw invalid(`"${column}" is text and got ${value === null ? 'null' : typeof value}`);
  if (value.length > most) throw overLimit(`"${column}" holds ${most} characters at most and got ${value.length}`);
  // PostgreSQL cannot keep it, so none does.
  if (value.includes('\0')) throw invalid(`"${column}" cannot hold the character NUL`);
  return value;
}

export function encode(column: string, type: string, value: unknown): string | number | null {
  if (value === null || value === undefined) {
    if (type.endsWith('?')) return null;
    if (type === 'json') return 'null';
    throw invalid(`"${column}" needs a value`);
  }
  switch (plainType(type)) {
    case 'text':
      return text(column, value, mostTextLength);
    case 'long':
      return text(column, value, mostLongLength);
    case 'json': {
      const made = toJson(value);
      if (made.length > mostLongLength) throw overLimit(`"${column}" holds ${mostLongLength} characters of JSON at most`);
      return made;
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw invalid(`"${column}" is true or false and got ${typeof value}`);
      return value ? 1 : 0;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`"${column}" is a finite number and got ${typeof value}`);
      return value;
    default:
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw invalid(`"${column}" is an integer of 53 bits and got ${typeof value === 'number' ? value : typeof value}`);
      return value;
  }
}

export function decode(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const kind = plainType(type);
  if (kind === 'json') return fromJson(value);
  if (kind === 'boolean') return value === 1;
  return value;
}
