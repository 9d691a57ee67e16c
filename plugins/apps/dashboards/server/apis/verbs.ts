/** The verbs of the Kubernetes API over a kind. */
import { type CallContext, newUid, type RouteHandler, type RouteRequest, type RouteResponse, type Row } from '@orrery/plugin-sdk';
import { fieldsOf, first, textOf, whole } from '../answers.ts';
import { uidProblem } from '../names.ts';
import type { Kind, Made } from './kind.ts';
import { namespaceOf, readObject, type Wanted } from './object.ts';
import { merged, patched } from './patch.ts';
import { alreadyExists, conflict, notFound, status, statusOf } from './status.ts';

export type Verb = 'list' | 'get' | 'create' | 'put' | 'patch' | 'remove';

const mostItems = 500;

export function verbsOf(
  kind: Kind,
): Readonly<Record<Verb, RouteHandler>> & { shown(row: Row, version: string, context: CallContext): Promise<object> } {
  const about = (name = '') => ({ group: kind.group, plural: kind.plural, name });
  const shown = async (row: Row, version: string, context: CallContext) => ({
    ...{ kind: kind.kind, apiVersion: `${kind.group}/${version}` },
    ...(await kind.show(row, context)),
  });

  /** Nothing is asked in another version than there is, nor in another namespace than the caller's. */
  const checked =
    (
      handler: (
        request: RouteRequest & { readonly version: string; readonly dryRun: boolean },
        context: CallContext,
      ) => Promise<RouteResponse>,
    ): RouteHandler =>
    async (request, context) => {
      const { version = '', namespace, name } = request.params;
      if (!kind.versions.includes(version))
        return status(404, `${kind.group} has no version ${version}: there are ${kind.versions.join(', ')}`, about(name));
      if (namespace !== namespaceOf(context.orgId))
        return status(403, `${namespace} is not the namespace of this caller, which is ${namespaceOf(context.orgId)}`, about(name));
      return handler({ ...request, version, dryRun: first(request.query, 'dryRun') === 'All' }, context);
    };
  async function answered(made: Made, code: number, version: string, name: string, context: CallContext): Promise<RouteResponse> {
    return 'refused' in made ? statusOf(made.refused, about(name)) : { status: code, body: await shown(made.row, version, context) };
  }
  async function update(row: Row, wanted: Wanted, version: string, dryRun: boolean, context: CallContext): Promise<RouteResponse> {
    const name = row.uid as string;
    if (wanted.name && wanted.name !== name)
      return status(400, `The name of the object is ${wanted.name}, that of the address ${name}.`, about(name));
    if (wanted.version === undefined || wanted.version !== row.version) return conflict(about(name));
    return answered(await kind.update(row, wanted.version, wanted, dryRun, context), 200, version, name, context);
  }
  async function create(name: string, wanted: Wanted, version: string, dryRun: boolean, context: CallContext): Promise<RouteResponse> {
    const wrong = uidProblem(name);
    if (wrong) return status(400, wrong, about(name));
    if (await kind.get(name, context)) return alreadyExists(about(name));
    return answered(await kind.create(name, wanted, dryRun, context), 201, version, name, context);
  }

  return {
    shown,
    list: checked(async ({ query, version }, context) => {
      if (first(query, 'watch') === 'true' || first(query, 'watch') === '1') return status(405, 'There is no watch: list again.', about());
      const named = /^metadata\.name=(.+)$/.exec(first(query, 'fieldSelector') ?? '')?.[1];
      const after = Number(first(query, 'continue') ?? 0) || 0;
      const all = (await kind.list(context)).filter(({ id, uid }) => id > after && (named === undefined || uid === named));
      const page = all.slice(0, whole(query, 'limit', mostItems, mostItems));
      const left = all.length - page.length;
      const rows = await kind.whole(
        page.map(({ id }) => id),
        context,
      );
      const items = await Promise.all([...rows].sort((a, b) => a.id - b.id).map((row) => shown(row, version, context)));
      const metadata = {
        resourceVersion: String(all.reduce((newest, { updated }) => Math.max(newest, Number(updated)), 0)),
        ...(left > 0 && { continue: String(page[page.length - 1]?.id), remainingItemCount: left }),
      };
      return { body: { kind: `${kind.kind}List`, apiVersion: `${kind.group}/${version}`, metadata, items } };
    }),
    get: checked(async ({ params, version }, context) => {
      const row = await kind.get(params.name ?? '', context);
      if (!row) return notFound(about(params.name));
      return (await kind.mayRead(row, context))
        ? { body: await shown(row, version, context) }
        : status(403, 'You may not read it.', about(params.name));
    }),
    create: checked(async ({ body, version, dryRun }, context) => {
      const wanted = readObject(body);
      const name = wanted.name || (wanted.generateName ? `${wanted.generateName}${newUid().slice(0, 8)}` : newUid());
      return create(name, wanted, version, dryRun, context);
    }),
    put: checked(async ({ params, body, version, dryRun }, context) => {
      const name = params.name ?? '';
      const row = await kind.get(name, context);
      const wanted = readObject(body);
      if (row) return update(row, wanted, version, dryRun, context);
      return wanted.version === undefined ? create(name, wanted, version, dryRun, context) : notFound(about(name));
    }),
    patch: checked(async ({ params, body, headers, version, dryRun }, context) => {
      const name = params.name ?? '';
      const row = await kind.get(name, context);
      if (!row) return notFound(about(name));
      const now = await shown(row, version, context);
      const type = textOf(headers['content-type']).split(';')[0];
      if (type === 'application/json-patch+json') {
        const made = patched(now, Array.isArray(body) ? body : []);
        return 'wrong' in made
          ? status(422, `The patch cannot be applied: ${made.wrong}`, about(name))
          : update(row, readObject(made.value), version, dryRun, context);
      }
      if (type !== 'application/merge-patch+json' && type !== 'application/json')
        return status(415, 'A patch is application/merge-patch+json or application/json-patch+json.', about(name));
      return update(row, readObject(merged(now, fieldsOf(body))), version, dryRun, context);
    }),
    remove: checked(async ({ params, version, dryRun }, context) => {
      const name = params.name ?? '';
      const row = await kind.get(name, context);
      if (!row) return notFound(about(name));
      const object = await shown(row, version, context);
      const gone = await kind.remove(row, dryRun, context);
      return 'refused' in gone ? statusOf(gone.refused, about(name)) : { body: object };
    }),
  };
}
