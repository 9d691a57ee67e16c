import { definePlugin, fail, FailureError, ok, type RouteResponse } from '@orrery/plugin-sdk';
import { type Directory, type NewPerson, openDirectory, type Person } from './directory.ts';
import { manifest } from './manifest.ts';

export default definePlugin(manifest, ({ storage }) => {
  const directory = openDirectory(storage);
  return {
    service: { directory: serve(directory) },
    route: {
      currentUser: async (_request, { principal }) => {
        const person = principal.kind === 'user' ? await directory.find({ id: principal.id }) : undefined;
        return person ? { body: profile(person, principal.orgId) } : notFound('user not found');
      },
      currentOrgs: async (_request, { principal }) => ({ body: await directory.orgsOf(principal.id) }),
      switchOrg: async ({ params }, { principal }) => {
        const moved = await directory.moveTo(principal.id, Number(params.orgId));
        if (!moved) return { status: 401, body: { message: 'Not a valid organization' } };
        return { body: { message: 'Active organization changed' }, session: { userId: principal.id, orgId: Number(params.orgId) } };
      },
      currentOrg: async (_request, { orgId }) => {
        const org = await directory.org(orgId);
        return org
          ? { body: { ...org, address: { address1: '', address2: '', city: '', zipCode: '', state: '', country: '' } } }
          : notFound('Organization not found');
      },
      orgUsers: async (_request, { orgId }) => ({
        body: (await directory.membersOf(orgId)).map(({ person, role }) => ({
          orgId,
          userId: person.id,
          uid: person.uid,
          email: person.email,
          name: person.name,
          login: person.login,
          role,
          isDisabled: person.disabled,
        })),
      }),
      createOrg: async ({ body }, { principal }) => {
        const name = String((body as { name?: unknown } | undefined)?.name ?? '').trim();
        if (!name) return { status: 400, body: { message: 'Organization name is required' } };
        try {
          return { body: { message: 'Organization created', orgId: await directory.createOrg(name, principal.id) } };
        } catch (error) {
          if (error instanceof FailureError && error.failure.code === 'storage/conflict')
            return { status: 409, body: { message: 'Organization name taken' } };
          throw error;
        }
      },
      users: async ({ query }) => {
        const perPage = Math.min(Number(query.perpage?.[0] ?? 1000) || 1000, 5000);
        const page = Math.max(Number(query.page?.[0] ?? 1) || 1, 1);
        return { body: (await directory.people(perPage, (page - 1) * perPage)).map((person) => profile(person, person.orgId)) };
      },
    },
  };
});

/** The `directory` contract, version 1: what sign-in plugins may ask. */
function serve(directory: Directory) {
  return {
    find: async (by: { id: number } | { login: string }) => ok((await directory.find(by)) ?? null),
    orgs: async () => ok(await directory.orgs()),
    principal: async ({ userId, orgId }: { userId: number; orgId: number }) => ok((await directory.principal(userId, orgId)) ?? null),
    create: async (person: NewPerson) => {
      try {
        return ok(await directory.create(person));
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'storage/conflict')
          return fail('directory/taken', `There is already a user "${person.login}".`);
        throw error;
      }
    },
  };
}

function profile(person: Person, orgId: number) {
  return {
    id: person.id,
    uid: person.uid,
    email: person.email,
    name: person.name,
    login: person.login,
    theme: '',
    orgId,
    isGrafanaAdmin: person.serverAdmin,
    isDisabled: person.disabled,
    isExternal: false,
    isExternallySynced: false,
    isGrafanaAdminExternallySynced: false,
    authLabels: [],
    updatedAt: new Date(person.updated).toISOString(),
    createdAt: new Date(person.created).toISOString(),
    avatarUrl: '',
    isProvisioned: false,
  };
}

function notFound(message: string): RouteResponse {
  return { status: 404, body: { message } };
}
