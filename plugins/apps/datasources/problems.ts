/** What is wrong with a request, and what the kernel's refusals are called in this API. */
import { FailureError, type RouteResponse } from '@orrery/plugin-sdk';
import type { DatasourceInput } from './model.ts';

export const notFound: RouteResponse = { status: 404, body: { message: 'Data source not found' } };
const conflict = (message: string): RouteResponse => ({ status: 409, body: { message } });
const bad = (message: string): RouteResponse => ({ status: 400, body: { message } });

export function inputProblem({ name, type, url, uid, jsonData, secureJsonData, isDefault }: DatasourceInput): RouteResponse | undefined {
  if (typeof name !== 'string' || !name.trim()) return bad('bad request data: name is required');
  if (typeof type !== 'string' || !type.trim()) return bad('bad request data: type is required');
  return changeProblem({ url, uid, jsonData, secureJsonData, isDefault } as DatasourceInput);
}

/** Of what may be left out, whatever is there has to make sense. */
export function changeProblem({
  name,
  url,
  uid,
  jsonData,
  secureJsonData,
  isDefault,
  version,
}: DatasourceInput): RouteResponse | undefined {
  if (name !== undefined && typeof name !== 'string') return bad('bad request data: name is no text');
  if (uid !== undefined && typeof uid !== 'string') return bad('bad request data: uid is no text');
  if (uid && !/^[a-zA-Z0-9_-]*$/.test(uid)) return bad('uid contains illegal characters');
  if (uid && uid.length > 40) return bad('uid too long, max 40 characters');
  if (url !== undefined && typeof url !== 'string') return bad('bad request data: url is no text');
  if (url && !URL.canParse(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`))
    return bad(`Validation error, invalid URL: "${url}". Write one like http://prometheus.example:9090.`);
  for (const [key, value] of Object.entries({ jsonData, secureJsonData }))
    if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value)))
      return bad(`bad request data: ${key} is no object`);
  const odd = Object.entries(secureJsonData ?? {}).find(([, value]) => value !== null && typeof value === 'object');
  if (odd) return bad(`bad request data: secureJsonData.${odd[0]} is no text`);
  if (isDefault !== undefined && typeof isDefault !== 'boolean') return bad('bad request data: isDefault is neither true nor false');
  if (version !== undefined && typeof version !== 'number') return bad('bad request data: version is no number');
  return undefined;
}

export function noSuchType(type: string): RouteResponse {
  return bad(`No active plugin provides the type "${type}".`);
}

export function readOnlyRefusal(verb: 'update' | 'delete'): RouteResponse {
  return { status: 403, body: { message: `Cannot ${verb} read-only data source` } };
}

export function denied(action: string): RouteResponse {
  return {
    status: 403,
    body: {
      title: 'Access denied',
      message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
    },
  };
}

export function refusal(error: unknown): RouteResponse {
  if (!(error instanceof FailureError)) throw error;
  const { code, message, detail } = error.failure;
  if (code === 'instance/conflict')
    return conflict(`data source with the same ${detail?.column === 'uid' ? 'uid' : 'name'} already exists`);
  if (code === 'instance/version') return staleVersion;
  if (code === 'instance/missing') return notFound;
  if (code === 'instance/read-only') return readOnlyRefusal('update');
  return bad(message);
}

export const staleVersion = conflict('Datasource has already been updated by someone else. Please reload and try again');
