/** Frame matchers: which frames a transformation or a rule is for. Unknown ones match nothing. */

import type { FrameData } from '../frame.ts';
import { own } from '../own.ts';
import { toRegex } from './mappings.ts';

export type FrameMatcher = (frame: FrameData, index: number) => boolean;
interface Rule {
  readonly id: string;
  readonly options?: unknown;
}

const never: FrameMatcher = () => false;

export function frameMatcher({ id, options }: Rule): FrameMatcher {
  return own(makers, id)?.(options) ?? never;
}

const makers: Readonly<Record<string, (options: unknown) => FrameMatcher>> = {
  alwaysMatch: () => () => true,
  neverMatch: () => never,
  anyMatch: (rules) => {
    const all = listOf(rules).map(frameMatcher);
    return (...of) => all.some((matches) => matches(...of));
  },
  allMatch: (rules) => {
    const all = listOf(rules).map(frameMatcher);
    return (...of) => all.every((matches) => matches(...of));
  },
  invertMatch: (rule) => {
    const matches = frameMatcher(rule as Rule);
    return (...of) => !matches(...of);
  },
  byName: (pattern) => {
    const regex = typeof pattern === 'string' && pattern !== '' ? toRegex(pattern) : undefined;
    return regex ? ({ name = '' }) => regex.test(name) : never;
  },
  byRefId: (options) => {
    if (typeof options !== 'string' || options === '') return never;
    const regex = options.startsWith('/') ? toRegex(options) : undefined;
    if (regex) return ({ refId = '' }) => regex.test(refId);
    const wanted = new Set(options.split('|'));
    return ({ refId = '' }) => wanted.has(refId);
  },
  byIndex: (wanted) => (_frame, index) => index === Number(wanted),
};

function listOf(value: unknown): readonly Rule[] {
  return Array.isArray(value) ? value : [];
}
