import { definePlugin, type Result, unwrap } from '@orrery/plugin-sdk';
import { decodeJwt, jwtVerify } from 'jose';
import { type Claims, describe, type Described } from './claims.ts';
import { openKeys } from './keys.ts';
import { manifest } from './manifest.ts';

interface Person {
  readonly id: number;
  readonly serverAdmin: boolean;
  readonly module: string;
  readonly externalId: string;
}
/** Keys of both sides only: a public key must never pass for a shared secret, nor nothing for a signature. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const skewSeconds = 60;
const mostCacheMs = 60_000;
const longest = 16_384;

export default definePlugin(manifest, ({ settings, services, fetch, log }) => {
  const keys = openKeys(fetch);
  const ask = async <Value>(method: string, argument: object): Promise<Value> =>
    unwrap((await services.call('directory', method, argument)) as Result<Value>);
  const refused = (message: string) => ({ kind: 'refused', message }) as const;

  /**
   * By who they are at the issuer. Whom the issuer is new to is found by the name or address it tells, once: from then on only this
   * subject is them. An administrator of this server is never found that way, since a name is what people may choose elsewhere.
   */
  async function find(subject: string, { login, email }: Described): Promise<Person | 'taken' | null> {
    const known = await ask<Person | null>('external', { module: 'jwt', externalId: subject });
    if (known) return known;
    const named = (await ask<Person | null>('find', { login })) ?? (email ? await ask<Person | null>('find', { login: email }) : null);
    if (!named) return null;
    if (named.serverAdmin || named.module) return 'taken';
    const linked = await services.call('directory', 'link', { id: named.id, module: 'jwt', externalId: subject });
    return linked.ok ? named : 'taken';
  }

  return {
    authProvider: {
      jwt: {
        async authenticate({ headers, query }, { orgId }) {
          const section = await settings.section('auth.jwt');
          const { header_name: header = '' } = section;
          const inQuery = section.url_login === 'true' ? query.auth_token : undefined;
          const token = (headers[header.toLowerCase()] ?? inQuery ?? '').replace(/^bearer\s+/i, '').trim();
          if (token.length > longest || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return { kind: 'pass' };
          let subject: string;
          try {
            subject = String(decodeJwt(token).sub ?? '');
          } catch {
            return { kind: 'pass' };
          }
          // Another provider may use the same header for tokens of its own.
          if (!subject) return { kind: 'pass' };

          let claims: Claims;
          try {
            const { payload } = await jwtVerify(token, await keys.for(section), { algorithms, clockTolerance: skewSeconds });
            claims = payload;
          } catch (error) {
            log.info('A JWT was refused.', { cause: error instanceof Error ? error.message : String(error) });
            return refused('Invalid JWT');
          }
          if (subject.length > 190 || (typeof claims.iat === 'number' && claims.iat > Date.now() / 1000 + skewSeconds))
            return refused('Invalid JWT');
          let told: ReturnType<typeof describe>;
          try {
            told = describe(claims, section);
          } catch (error) {
            log.error('The settings of [auth.jwt] cannot be used.', { cause: error instanceof Error ? error.message : String(error) });
            return refused('Invalid JWT');
          }
          if ('problem' in told) return refused(told.problem === 'missing' ? 'JWT is missing claims' : 'Invalid JWT');

          let person = await find(subject, told);
          if (person === 'taken') return refused('Invalid JWT: the name or address it tells is somebody else here');
          const { login, email, name, role, serverAdmin } = told;
          if (!person) {
            if (section.auto_sign_up !== 'true') return refused('Sign up is disabled');
            const made = (await services.call('directory', 'create', {
              ...{ login, name, module: 'jwt', externalId: subject },
              ...(email && { email }),
              ...(role && { role }),
            })) as Result<Person>;
            if (!made.ok) return refused(made.failure.message);
            person = made.value;
          }
          await services.call('directory', 'sync', {
            ...{ id: person.id, name },
            ...(email && { email }),
            ...(role && { role }),
            ...(section.allow_assign_grafana_admin === 'true' && section.role_attribute_path && { serverAdmin }),
          });
          const principal = await ask<object | null>('principal', { userId: person.id, orgId });
          if (!principal) return refused('User is disabled, or no member of this organization');
          const leftMs = typeof claims.exp === 'number' ? claims.exp * 1000 - Date.now() : mostCacheMs;
          return {
            kind: 'principal',
            principal: principal as never,
            cacheMs: Math.max(0, Math.min(leftMs, mostCacheMs)),
            ...(section.enable_login_token === 'true' && { signIn: true }),
          };
        },
      },
    },
  };
});
