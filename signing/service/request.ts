/** What Grafana's signing client sends, read with distrust. */
import { pathProblem } from '../digest.ts';

export interface SigningRequest {
  readonly plugin: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
  readonly signatureType?: string;
  readonly rootUrls: readonly string[];
  readonly tools: { readonly signPlugin?: { readonly version: string }; readonly createPlugin?: { readonly version: string } };
}
export interface Refusal {
  readonly status: 400 | 401 | 403 | 409 | 413 | 429;
  /** `signing/…` */
  readonly code: string;
  readonly message: string;
}
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

export const mostBytes = 4 << 20;
const mostFiles = 20_000;
const mostUrls = 100;
/** A version as semver has it. */
const versionForm = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const signatureNames = /^MANIFEST(?:\.[0-9a-f]{16}\.asc|\.txt)$/;

export function readRequest(body: string): Read<SigningRequest> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return bad('it is no JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('it is no JSON object.');
  const { plugin, version, files, signatureType, rootUrls, signPlugin, createPlugin } = value as Record<string, unknown>;
  if (typeof plugin !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(plugin) || plugin.length > 100)
    return bad(`"plugin" is ${shown(plugin)}; an id like acme-weather-datasource belongs there.`);
  if (typeof version !== 'string' || version.length > 100 || !versionForm.test(version))
    return bad(`"version" is ${shown(version)}; a version like 1.2.0 belongs there.`);
  if (typeof files !== 'object' || files === null || Array.isArray(files)) return bad('"files" is no object of paths and hashes.');
  const problem = filesProblem(files as Record<string, unknown>);
  if (problem) return bad(problem);
  if (signatureType !== undefined && typeof signatureType !== 'string')
    return bad(`"signatureType" is ${shown(signatureType)}; a word belongs there.`);
  if (
    rootUrls !== undefined &&
    (!Array.isArray(rootUrls) ||
      rootUrls.length > mostUrls ||
      rootUrls.some((url) => typeof url !== 'string' || !/^https?:\/\/[^\s/]+\S*$/i.test(url) || url.length > 500))
  )
    return bad(`"rootUrls" is ${shown(rootUrls)}; a list of addresses like https://metrics.example.org/ belongs there.`);
  const tools = { ...toolOf('signPlugin', signPlugin), ...toolOf('createPlugin', createPlugin) };
  return {
    ok: true,
    value: {
      ...{ plugin, version, tools, files: files as Record<string, string>, rootUrls: (rootUrls as string[] | undefined) ?? [] },
      ...(signatureType !== undefined && { signatureType }),
    },
  };
}

function filesProblem(files: Readonly<Record<string, unknown>>): string | undefined {
  const paths = Object.keys(files);
  if (paths.length === 0) return '"files" lists nothing.';
  if (paths.length > mostFiles) return `"files" lists ${paths.length} files; ${mostFiles} is the most.`;
  if (!Object.hasOwn(files, 'plugin.json')) return '"files" lists no plugin.json.';
  const seen = new Map<string, string>();
  for (const path of paths) {
    const odd = pathProblem(path);
    if (odd) return `"files" names ${shown(path)}: ${odd}.`;
    if (signatureNames.test(path)) return `"files" names "${path}", which is a signature and cannot be signed.`;
    const hash = files[path];
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return `The hash of "${path}" is no lower-case SHA-256.`;
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) return `"files" names "${other}" and "${path}", which are one file on some systems.`;
    seen.set(path.toLowerCase(), path);
  }
  return undefined;
}

function toolOf(name: string, value: unknown): Record<string, { version: string }> {
  const { version } = (typeof value === 'object' && value !== null ? value : {}) as { version?: unknown };
  return typeof version === 'string' && /^[0-9A-Za-z.+-]{1,40}$/.test(version) ? { [name]: { version } } : {};
}
function bad(message: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { status: 400, code: 'signing/bad-request', message: `The request cannot be read: ${message}` } };
}
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
