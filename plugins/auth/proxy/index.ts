import { definePlugin, type Result, type Role, unwrap } from '@orrery/plugin-sdk';
import { isListed } from './address.ts';
import { readHeaders, type Told } from './headers.ts';
import { manifest } from './manifest.ts';

interface Person {
  readonly id: number;
}
const roles: readonly string[] = ['None', 'Viewer', 'Editor', 'Admin'];
const cacheMs = 30_000;
const mostRemembered = 10_000;

export default definePlugin(manifest, ({ settings, services, log }) => {
  const ask = async <Value>(method: string, argument: object): Promise<Value> =>
    unwrap((await services.call('directory', method, argument)) as Result<Value>);
  /** Whose details were taken over, as they were, and until when they need not be again. */
  const synced = new Map<string, number>();
  const warned = new Set<string>();
  function refused(message: string, explain?: string) {
    if (explain && !warned.has(explain)) log.warn(explain);
    if (explain) warned.add(explain);
    return { kind: 'refused', message } as const;
  }

  async function find({ login, email }: Told, byMail: boolean): Promise<Person | null> {
    return (
      (await ask<Person | null>('external', { module: 'proxy', externalId: login })) ??
      ask<Person | null>('find', { login: byMail && email ? email : login })
    );
  }
  async function sync(id: number, told: Told, ttlMinutes: number): Promise<void> {
    const key = JSON.stringify([id, told]);
    if ((synced.get(key) ?? 0) > Date.now()) return;
    const { name, email, role } = told;
    const fits = role !== undefined && roles.includes(role);
    const done = await services.call('directory', 'sync', {
      id,
      ...(name && { name }),
      ...(email && { email }),
      ...(fits && { role: role as Role }),
    });
    if (!done.ok) log.warn(`The details that the proxy tells of "${told.login}" were not taken over.`, { cause: done.failure.message });
    if (synced.size > mostRemembered) synced.clear();
    synced.set(key, Date.now() + ttlMinutes * 60_000);
  }

  return {
    authProvider: {
      proxy: {
        async authenticate({ headers, clientAddress }, { orgId }) {
          const section = await settings.section('auth.proxy');
          const told = readHeaders(section, headers);
          if (!told) return { kind: 'pass' };
          const { whitelist = '' } = section;
          if (!whitelist.trim() && section.allow_any_proxy !== 'true')
            return refused(
              'No proxy is trusted here',
              '[auth.proxy] is enabled and its whitelist is empty, so that anybody could name anybody: its header is refused. Name the addresses of the proxy in whitelist.',
            );
          if (whitelist.trim()) {
            const { listed, wrong } = isListed(clientAddress, whitelist);
            if (wrong) return refused('No proxy is trusted here', `[auth.proxy] whitelist holds "${wrong}", which is no address or range.`);
            // It names a person and does not come from the proxy: an attempt, not a mistake to pass over.
            if (!listed) return refused('Proxy authentication required');
          }
          if (told.login.length > 190) return refused('Invalid user name');
          let person = await find(told, section.header_property === 'email');
          if (!person) {
            if (section.auto_sign_up === 'false') return refused('Sign up is disabled');
            const { login, name, email, role } = told;
            const made = (await services.call('directory', 'create', {
              ...{ login, module: 'proxy', externalId: login },
              ...(name && { name }),
              ...(email && { email }),
              ...(role && roles.includes(role) && { role: role as Role }),
            })) as Result<Person>;
            // Somebody else's request made them in the meantime, or the address is taken.
            person = made.ok ? made.value : await find(told, false);
            if (!person) return refused(made.ok ? '' : made.failure.message);
          }
          await sync(person.id, told, Number(section.sync_ttl) || 60);
          const answer = await ask<object | null>('principal', { userId: person.id, orgId });
          if (!answer) return refused('User is disabled, or no member of this organization');
          return { kind: 'principal', principal: answer as never, cacheMs, ...(section.enable_login_token === 'true' && { signIn: true }) };
        },
      },
    },
  };
});
