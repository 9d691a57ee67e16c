import type { Limits, OrreryManifest } from './types.ts';

/** The limits of a plugin that asks for nothing, and the most that policy gives. Units are in the names. */
export const defaultLimits = {
  heapMB: 64,
  cpuMsPerTurn: 100,
  wallMsPerCall: 30_000,
  concurrency: 64,
  responseMB: 64,
  logLinesPerSecond: 50,
} as const;

/** An executable brings a runtime of its own: its process may take more than code in an isolate. */
const ofProcesses = { standard: { heapMB: 512 }, caps: { heapMB: 4_096 } } as const;

export function limitsFor(runtime: OrreryManifest['runtime']): {
  readonly standard: Required<Limits>;
  readonly caps: Required<Limits>;
} {
  if (runtime !== 'process') return { standard: defaultLimits, caps: limitCaps };
  return { standard: { ...defaultLimits, ...ofProcesses.standard }, caps: { ...limitCaps, ...ofProcesses.caps } };
}

export const limitCaps = {
  heapMB: 512,
  cpuMsPerTurn: 2_000,
  wallMsPerCall: 300_000,
  concurrency: 512,
  responseMB: 512,
  logLinesPerSecond: 1_000,
} as const;
