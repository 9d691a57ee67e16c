/** Texts of the configuration as values. */
const yes = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', 'YES', 'yes', 'Yes', 'y', 'Y', 'ON', 'on', 'On']);

export function toBool(text: string): boolean {
  return yes.has(text);
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

/** Milliseconds of `1h30m`, `7d`, `500ms`; a bare number is seconds. Undefined for anything else. */
export function toDurationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|[smhdwMy]))+$/.test(trimmed)) return undefined;
  return [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|[smhdwMy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number),
    0,
  );
}

/** Parts between commas or spaces, or the texts of a JSON list, which may hold either. */
export function toList(text: string): string[] {
  if (text.trim().startsWith('[')) {
    try {
      return (JSON.parse(text) as unknown[]).map(String);
    } catch {
      // Words that begin with a bracket are words.
    }
  }
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Whether a key's value is nobody's to see. */
export function isSecret(key: string, value: string): boolean {
  // A switch hides nothing, whatever its name ends with: `enable_login_token`.
  if (/^(?:true|false)?$/i.test(value)) return false;
  return /password|secret|token$|private_key|^connstr$|_key$|api_key|^url$/i.test(key) && !(key === 'url' && !/\/\/[^/]*@/.test(value));
}
