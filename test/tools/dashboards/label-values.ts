/** Values of labels that look like those of a small cluster, and values that fit what a query demands. */
import { createRequire } from 'node:module';

interface Speller {
  max: number;
  randInt(from: number, to: number): number;
  gen(): string;
}
/** Its types say `default` where the module is the class itself. */
const RandExp = createRequire(import.meta.url)('randexp') as new (pattern: string) => Speller;

const known: Readonly<Record<string, readonly string[]>> = {
  cluster: ['demo'],
  namespace: ['default', 'monitoring'],
  instance: ['host-1:9100', 'host-2:9100'],
  job: ['node'],
  node: ['host-1', 'host-2'],
  nodename: ['host-1', 'host-2'],
  pod: ['api-5d8f7-x2x9k', 'worker-7c6b5-qm4tz'],
  container: ['api', 'worker'],
  device: ['sda', 'sdb'],
  cpu: ['0', '1'],
  mode: ['user', 'system'],
  code: ['200', '500'],
  status_code: ['200', '500'],
  method: ['GET', 'POST'],
  quantile: ['0.5', '0.99'],
  mountpoint: ['/', '/var'],
  fstype: ['ext4', 'xfs'],
  phase: ['Running', 'Pending'],
  level: ['info', 'error'],
};

/** What the n-th series has at a label nobody constrains. */
export function usual(label: string, index: number): string {
  const values = known[label] ?? [`${label}-1`, `${label}-2`];
  return values[index % values.length] as string;
}

export const buckets = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];

export interface Demand {
  readonly matches: (value: string) => boolean;
  /** A value or pattern to try; none where a demand only forbids. */
  readonly pattern?: RegExp;
  readonly exact?: string;
}

/** The n-th value that all demands accept: usual ones first, then what the patterns spell, alone and one after the other. */
export function fitting(label: string, index: number, demands: readonly Demand[]): string | undefined {
  const spelled = demands.flatMap(({ exact, pattern }) => (exact !== undefined ? [exact] : pattern ? spell(pattern, label) : []));
  const pairs = spelled.flatMap((one) => spelled.map((other) => `${one}${other}`));
  const usuals = [usual(label, index), usual(label, index + 1), `${label}-3`];
  const fits = [...new Set([...usuals, ...spelled, ...pairs])].filter((value) => demands.every(({ matches }) => matches(value)));
  return fits[0] === usuals[0] ? fits[0] : fits[index % Math.max(1, fits.length)];
}

/** Texts that the pattern accepts: the same each time, and readable where it allows everything. */
function spell(pattern: RegExp, label: string): string[] {
  const readable = pattern.source.replace(/\(\?[:=!<]?/g, '(?:').replace(/(?<!\\)\.[*+]\??/g, `${label}-1`);
  const texts = new Set<string>();
  for (let seed = 0; seed < 6; seed++) {
    try {
      const made = new RandExp(readable);
      made.max = 2;
      let state = seed * 7919;
      made.randInt = (from, to) => from + ((state = (state * 31 + 17) % 10_007) % (to - from + 1));
      texts.add(made.gen());
    } catch {
      return [];
    }
  }
  return [...texts];
}
