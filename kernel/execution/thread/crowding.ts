/**
 * Limits of processor time are kept by clocks on the wall, the only ones that can stop code from outside. On a crowded machine a turn
 * that got little of a processor would look like one that took much: there the clock is given as much longer as there are others in line.
 */
import { availableParallelism, loadavg } from 'node:os';

const lookAgainMs = 1_000;
const most = 8;

let crowding = 1;
let looked = 0;

/** Wall-clock ms within which code may be expected to have had `cpuMs` of a processor. */
export function wallMsFor(cpuMs: number): number {
  const now = performance.now();
  if (now - looked > lookAgainMs) {
    looked = now;
    crowding = Math.min(Math.max((loadavg()[0] ?? 0) / availableParallelism(), 1), most);
  }
  return Math.ceil(cpuMs * crowding);
}
