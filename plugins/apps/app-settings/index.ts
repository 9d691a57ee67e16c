import { definePlugin, FailureError, type RouteHandler, type RouteResponse } from '@orrery/plugin-sdk';
import type { AppDeclaration } from '@orrery/plugin-sdk/contributions/app';
import { addressed, mayGoBy, proxied, routeAt, upstreamPath } from '@orrery/plugin-sdk/proxy';
import { manifest, silent } from './manifest.ts';
import { type Org, provision } from './provision.ts';
import { type AppInput, type AppSettings, appOf, inputProblem, instanceOf, save } from './settings.ts';

const refuse = (status: number, message: string): RouteResponse => ({ status, body: { message } });
/** `/api/plugin-proxy/:id/` */
const partsBefore = 4;
const signInFailed = { status: 400, text: 'Authentication to the address of the route failed' } as const;

export default definePlugin(manifest, ({ instances, provisioning, identity, services, log, metrics }) => {
  async function applyFiles(): Promise<readonly string[]> {
    const answer = await services.call('directory', 'orgs');
    const orgs = answer.ok && Array.isArray(answer.value) ? (answer.value as Org[]) : undefined;
    const problems = await provision(await provisioning.documents('plugins'), { instances, orgs });
    for (const problem of problems) log.error(`Plugin provisioning error: ${problem}`);
    metrics.gauge('provisioning_problems', problems.length, { kind: 'plugins' });
    return problems;
  }

  const proxy: RouteHandler = async (request, { principal }) => {
    const app = await appOf(instances, request.params.id ?? '');
    if (!app) return refuse(404, 'Plugin not found');
    const path = upstreamPath(request.path, partsBefore);
    if (path === undefined) return refuse(400, 'bad request: the path below the plugin could be read in two ways.');
    const found = routeAt((app.declaration as AppDeclaration).routes, request.method, path);
    if (!found) return refuse(404, 'plugin route match not found');
    if (!(await mayGoBy(found.route, principal, app.plugin, identity))) return refuse(403, 'plugin proxy route access denied');
    const instance = await instanceOf(instances, app.name);
    const { enabled = false } = (instance?.settings ?? {}) as Partial<AppSettings>;
    if (!instance || !enabled)
      return refuse(404, `${app.about.name} is not enabled in this organisation. Enable it: POST /api/plugins/${app.plugin}/settings`);
    const asked = addressed(instance, 'proxy', 'plugins.app:access', `plugins:id:${app.plugin}`);
    return { forward: { ...asked, argument: proxied(request, found.rest, { route: found.index }), replace: { 401: signInFailed } } };
  };

  const noResources: RouteHandler = async ({ params }) => {
    const app = await appOf(instances, params.id ?? '');
    return refuse(404, app ? `${app.about.name} has no backend here that answers.` : 'Plugin not found');
  };

  return {
    route: {
      ...Object.fromEntries(silent.map((name) => [name, noResources])),
      ...{ proxy, postProxy: proxy, putProxy: proxy, patchProxy: proxy, deleteProxy: proxy },
      save: async ({ params, body }) => {
        const app = await appOf(instances, params.id ?? '');
        if (!app) return refuse(404, 'Plugin not installed');
        // The rule was asked about the id in the address, which may be an old one.
        const [may] = await identity.allows([{ action: 'plugins:write', scope: `plugins:id:${app.name}` }]);
        if (!may) return refuse(403, "You'll need additional permissions to perform this action. Permissions needed: plugins:write");
        const input = (typeof body === 'object' && body !== null ? body : {}) as AppInput;
        const problem = inputProblem(input);
        if (problem) return refuse(400, problem);
        try {
          await save(instances, app.name, input);
        } catch (error) {
          if (error instanceof FailureError && error.failure.code === 'instance/invalid') return refuse(400, error.failure.message);
          throw error;
        }
        return { body: { message: 'Plugin settings updated' } };
      },
      reload: async () => {
        const problems = await applyFiles();
        return problems.length === 0 ? { body: { message: 'Plugins config reloaded' } } : refuse(500, problems.join(' '));
      },
    },
    schedule: {
      provision: async () => {
        await applyFiles();
      },
    },
  };
});
