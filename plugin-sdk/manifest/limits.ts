/** The limits of a plugin that asks for nothing, and the most that policy gives. Units are in the names. */
export const defaultLimits = {
  heapMB: 64,
  cpuMsPerTurn: 100,
  wallMsPerCall: 30_000,
  concurrency: 64,
  responseMB: 64,
  logLinesPerSecond: 50,
} as const;

export const limitCaps = {
  heapMB: 512,
  cpuMsPerTurn: 2_000,
  wallMsPerCall: 300_000,
  concurrency: 512,
  responseMB: 512,
  logLinesPerSecond: 1_000,
} as const;
