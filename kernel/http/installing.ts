/**
 * Plugins from catalogs by HTTP: what is on offer, what a version asks, installing with its progress, and what was taken back. Grafana's two
 * routes beside ours. An installation answers as it goes, a line of JSON a step, to whoever accepts `application/x-ndjson`.
 */
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import type Router from '@koa/router';
import { type Failure, fail, type Principal, type Result } from '@orrery/plugin-sdk';
import { capabilityWords } from '@orrery/plugin-sdk/manifest/ask-words/index';
import { isNewer } from '@orrery/plugin-sdk/manifest/compatible';
import type { Context } from 'koa';
import type { Consent, ConsentView, Installed, InstallOrder, Offered } from '../installer/types.ts';
import { type Arrived, arrive, tooLarge } from '../installer/arrived.ts';
import { followRevocations } from '../installer/follow.ts';
import { linger, readBody } from './body.ts';
import { envelope, statusOf } from './failures.ts';
import { catalogRequests, sendFile } from './catalog-requests.ts';
import { languageFor } from './language.ts';
import type { Desired } from '../loader/desired.ts';
import type { Caller, HttpParts } from './parts.ts';
import type { Guards } from './plugin-facts.ts';

const right = 'plugins:install';
const largestOrder = 64 << 10;
const lines = 'application/x-ndjson';

type Order = Readonly<Record<string, unknown>>;
type Work = (order: InstallOrder, asked: Order) => Promise<Result<Installed | void>>;

export function installing(
  router: Router,
  parts: HttpParts,
  { signedIn, denied, elsewhere }: Pick<Guards, 'signedIn' | 'denied' | 'elsewhere'>,
): void {
  const { access, audit, config, desired, installer, observe, registry, revocations } = parts;
  const disabled = !config.bool('plugins', 'plugin_admin_enabled') || config.bool('plugins', 'plugin_admin_external_manage_enabled');
  const requestIdOf = (context: Context): string => (context.state.caller as Caller).requestId;
  const answer = (context: Context, result: Result<unknown>): void => {
    context.status = result.ok ? 200 : statusOf(result.failure);
    context.body = result.ok ? (result.value ?? {}) : failureBody(result.failure, context);
  };

  /** The principal, if it may. Whoever may not is recorded, whatever was tried. */
  function manager(context: Context, action: string): Principal | undefined {
    const principal = signedIn(context);
    if (!principal) return undefined;
    if (context.method !== 'GET' && elsewhere(context)) return undefined;
    if (access.allows(principal, right, '')) return principal;
    denied(context, right, { action, scope: `plugins:id:${context.params.id ?? ''}` });
    return undefined;
  }

  /** By the right and by the configuration. */
  const mayInstall = (principal: Principal): boolean => !disabled && access.allows(principal, right, '');

  function failureBody(failure: Failure, context: Context): Record<string, unknown> {
    const view = failure.detail?.consent as ConsentView | undefined;
    return { ...envelope(failure, requestIdOf(context)), ...(view && { consent: told(view, context) }) };
  }
  function told(view: ConsentView, context: Context): Record<string, unknown> {
    const language = languageFor(registry, (context.state.caller as Caller).principal, context.get('accept-language'));
    const say = <One extends { capability: string; scope: unknown }>(ask: One) => ({
      ...ask,
      words: capabilityWords(ask.capability, ask.scope, language),
    });
    return { ...view, asks: view.asks.map(say), removed: view.removed.map(say) };
  }

  /** A change, with its steps as they happen for those who want them. */
  async function carryOut(context: Context, by: Principal, asked: Order, work: Work): Promise<void> {
    if (disabled)
      return answer(
        context,
        fail('plugins/admin-disabled', 'Installing by HTTP is switched off: [plugins] plugin_admin_enabled.', { detail: { status: 404 } }),
      );
    const consent = consentIn(asked.grant);
    if (!consent)
      return answer(
        context,
        fail('request/bad-grant', '"grant" is "all" or a list of the keys of what is granted.', { detail: { status: 400 } }),
      );
    const gone = new AbortController();
    context.res.once('close', () => gone.abort());
    const order = { by: by.key, consent, signal: gone.signal };
    if (!context.get('accept').includes(lines)) return answer(context, await work(order, asked));
    const out = new PassThrough();
    const put = (line: object): void => void out.write(`${JSON.stringify(line)}\n`);
    context.status = 200;
    context.type = lines;
    context.set('x-accel-buffering', 'no');
    context.body = out;
    void work({ ...order, progress: put }, asked)
      .catch((error: Error) => fail('install/failed', error.message))
      .then((result) => {
        put(result.ok ? { result: result.value ?? {} } : { failure: failureBody(result.failure, context) });
        out.end();
      });
  }
  async function orderIn(context: Context): Promise<Order | undefined> {
    const body = await readBody(context.req, largestOrder);
    if (body.ok) return typeof body.value === 'object' && body.value !== null && !Array.isArray(body.value) ? (body.value as Order) : {};
    answer(context, body);
    return undefined;
  }
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const query = (context: Context, name: string): string | undefined => text(context.query[name]);

  const changes: Readonly<Record<string, (id: string, by: Principal) => Work>> = {
    install: (id) => (order, asked) =>
      installer.install({ ...order, id, version: text(asked.version), catalog: text(asked.catalog), again: asked.again === true }),
    uninstall: (id, by) => () => installer.uninstall(id, by.key),
    approve: (id) => (order, asked) => installer.approve(id, order, text(asked.version)),
    decline: (id, by) => () => installer.decline(id, by.key),
    rollback: (id) => (order, asked) => installer.rollBack(id, text(asked.version), order),
    grants: (id, by) => (order) =>
      typeof order.consent === 'object' && 'keys' in order.consent
        ? installer.grant(id, order.consent.keys, by.key)
        : Promise.resolve(fail('request/bad-grant', '"grant" is the list of the keys of what is granted.', { detail: { status: 400 } })),
  };
  for (const [name, change] of Object.entries(changes))
    router.post(`/api/orrery/plugins/:id/${name}`, async (context) => {
      const by = manager(context, `plugins:${name}`);
      const asked = by && (await orderIn(context));
      if (asked) await carryOut(context, by, asked, change(context.params.id ?? '', by));
    });
  router.post('/api/orrery/plugin-archives', async (context) => {
    const by = manager(context, 'plugins:install');
    if (!by) return;
    const grant = query(context, 'grant');
    const sha256 = query(context, 'sha256');
    await carryOut(context, by, { grant: grant === undefined || grant === 'all' ? grant : grant.split(',') }, async (order) => {
      const arrived = await archiveIn(context.req, parts.largest);
      if (!arrived.ok) {
        linger(context.req);
        return arrived;
      }
      await using archive = arrived.value;
      return await installer.installArchive({ ...order, archive, source: `an archive by ${by.login}`, ...(sha256 && { sha256 }) });
    });
  });

  // Grafana's: an id, perhaps a version, and an empty answer.
  router.post('/api/plugins/:id/install', async (context) => {
    const by = manager(context, 'plugins:install');
    const asked = by && (await orderIn(context));
    if (!asked || !by) return;
    await carryOut(context, by, asked, changes.install?.(context.params.id ?? '', by) as Work);
    if (context.status === 200 && !(context.body instanceof PassThrough)) context.body = {};
  });
  router.post('/api/plugins/:id/uninstall', async (context) => {
    const by = manager(context, 'plugins:uninstall');
    if (by) await carryOut(context, by, {}, changes.uninstall?.(context.params.id ?? '', by) as Work);
  });

  const hidden = [...config.list('plugins', 'plugin_catalog_hidden_plugins'), ...config.list('plugins', 'disable_plugins')];
  catalogRequests(
    router,
    { installer, hidden, root: config.get('server', 'root_url'), grafana: config.get('orrery', 'grafana_version') },
    signedIn,
  );

  // What is on offer is no secret of those who may install it.
  router.get('/api/orrery/catalog', async (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    await followRevocations({ installer, revocations, trustChanged: parts.trustChanged, log: observe.log('installer') });
    const [{ catalogs, offers }, pending, rows] = await Promise.all([installer.offers(), desired.pending(), desired.list()]);
    context.body = {
      mayInstall: mayInstall(principal),
      catalogs,
      plugins: offers
        .filter(({ plugin }) => !hidden.includes(plugin.id))
        .map((offered) => ({ ...offerOf(offered, rows), pending: pending.find(({ id }) => id === offered.plugin.id)?.version })),
    };
  });
  router.get('/api/orrery/catalog/plugins/:id', async (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    const { id = '' } = context.params;
    const [offered, pending, kept, rows] = await Promise.all([
      installer.find(id, query(context, 'catalog')),
      desired.pending(),
      desired.kept(id),
      desired.list(),
    ]);
    if (!offered.ok) return answer(context, offered);
    context.body = {
      mayInstall: mayInstall(principal),
      ...offerOf(offered.value, rows),
      pending: pending.find((one) => one.id === id)?.version,
      kept,
    };
  });
  /** Where an installed plugin came from, what can be gone back to, and what waits for a decision; with no catalog asked. */
  router.get('/api/orrery/plugins/:id/installation', async (context) => {
    if (!manager(context, right)) return;
    const { id = '' } = context.params;
    const [rows, kept, pending, waiting] = await Promise.all([desired.list(), desired.kept(id), desired.pending(), installer.waiting(id)]);
    const row = rows.find((one) => one.id === id);
    const held = pending.find((one) => one.id === id);
    context.body = {
      bundled: !row?.hash,
      origin: row?.origin ?? '',
      kept: kept.filter(({ hash }) => hash !== row?.hash && hash !== held?.hash),
      ...(held && {
        pending: {
          ...held,
          ...(waiting.ok ? waiting.value && { consent: told(waiting.value, context) } : { problem: waiting.failure.message }),
        },
      }),
    };
  });
  router.get('/api/orrery/catalog/plugins/:id/preview', async (context) => {
    if (!manager(context, right)) return;
    const view = await installer.preview(context.params.id ?? '', query(context, 'version'), query(context, 'catalog'));
    answer(context, view.ok ? { ok: true, value: told(view.value, context) } : view);
  });
  router.get('/api/orrery/catalog/files/:catalog/:name', async (context) => {
    if (!signedIn(context)) return;
    const { catalog = '', name = '' } = context.params;
    await sendFile(context, installer, catalog, name);
  });
  router.get('/api/orrery/pending', async (context) => {
    if (!manager(context, right)) return;
    context.body = { pending: await desired.pending() };
  });
  router.get('/api/orrery/plugins/:id/grants', async (context) => {
    if (!manager(context, right)) return;
    const pkg = registry.plugin(context.params.id ?? '')?.package;
    if (!pkg) return answer(context, fail('plugin/missing', 'There is no such plugin.', { detail: { status: 404 } }));
    context.body = told(await installer.viewOf(pkg), context);
  });

  router.get('/api/orrery/revocations', async (context) => {
    if (manager(context, right)) context.body = { revocations: await revocations.list() };
  });
  router.post('/api/orrery/revocations', async (context) => {
    const by = manager(context, 'plugins:revoke');
    const asked = by && (await orderIn(context));
    if (!asked || !by) return;
    const { kind = 'plugin', subject, versions = [], reason = '' } = asked;
    if ((kind !== 'plugin' && kind !== 'key') || !text(subject) || !Array.isArray(versions) || typeof reason !== 'string')
      return answer(
        context,
        fail(
          'request/bad-revocation',
          'A revocation has a kind ("plugin" or "key"), a subject (its id), and may have versions and a reason.',
          { detail: { status: 400 } },
        ),
      );
    await revocations.add({ kind, subject: String(subject), versions: versions.map(String), reason }, by.key);
    await parts.trustChanged();
    await audit.record({
      requestId: requestIdOf(context),
      principal: by.key,
      orgId: by.orgId,
      action: 'plugins:revoke',
      scope: `${kind}s:id:${String(subject)}`,
      outcome: 'done',
      detail: { versions, reason },
    });
    context.body = { message: 'Taken back' };
  });

  router.delete('/api/orrery/revocations/:kind/:subject', async (context) => {
    const by = manager(context, 'plugins:restore');
    if (!by) return;
    const { kind = '', subject = '' } = context.params;
    const lifted = (kind === 'plugin' || kind === 'key') && (await revocations.lift(kind, subject));
    if (!lifted)
      return answer(context, fail('revocation/missing', `No ${kind} "${subject}" was taken back here.`, { detail: { status: 404 } }));
    await parts.trustChanged();
    await audit.record({
      ...{ requestId: requestIdOf(context), principal: by.key, orgId: by.orgId, action: 'plugins:restore' },
      ...{ scope: `${kind}s:id:${subject}`, outcome: 'done', detail: {} },
    });
    context.body = { message: 'It counts again' };
  });

  function offerOf({ catalog, plugin }: Offered, rows: readonly Desired[]): Record<string, unknown> {
    const record = registry.plugin(plugin.id);
    const bundled = !rows.some(({ id, hash }) => id === plugin.id && hash);
    const installed = record?.package && {
      version: record.package.version,
      state: record.state,
      level: record.package.verdict.level,
      bundled,
    };
    const [newest] = plugin.versions.filter(({ withdrawn }) => !withdrawn);
    return {
      catalog,
      ...plugin,
      ...(installed && { installed }),
      hasUpdate: Boolean(installed && newest && isNewer(newest.version, installed.version)),
    };
  }
}

/** The body as it comes, onto disk. Whoever sends too much hears so, and keeps the connection until it did. */
async function archiveIn(request: IncomingMessage, largest: number): Promise<Result<Arrived>> {
  const what = 'The archive';
  const told = Number(request.headers['content-length'] ?? 0);
  if (told > largest) return fail('install/too-large', tooLarge(what, told, largest), { detail: { status: 413 } });
  try {
    return await arrive(request.iterator({ destroyOnReturn: false }), { what, largest });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return fail('install/interrupted', `The archive did not arrive whole: ${cause}`, { retryable: true, detail: { status: 400 } });
  }
}

/** Without a word about grants nobody has decided anything. */
function consentIn(grant: unknown): Consent | undefined {
  if (grant === undefined || grant === null) return 'nobody';
  if (grant === 'all') return 'all';
  return Array.isArray(grant) && grant.every((key) => typeof key === 'string') ? { keys: grant } : undefined;
}
