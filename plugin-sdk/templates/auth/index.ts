/** The backend: asked for each request that carries the header, and for no other. It never sees cookies or passwords. */
import { definePlugin, type Principal, type Result, unwrap } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';

type Known = { readonly id: number } | null;
type Account = Omit<Principal, 'via' | 'key'>;

/** How long the kernel may remember the answer: a key that is taken back works for that long. */
const cacheMs = 30_000;

export default definePlugin(manifest, ({ fetch, settings, services }) => ({
  authProvider: {
    'acme-sample': {
      async authenticate({ headers }, { signal }) {
        const { check_url: url = '', org_id: org = '1' } = await settings.section('auth.acme-sample');
        if (!url) return { kind: 'pass' };
        // Whose key is it? The server at `check_url` answers `{ "login": "ann" }`, or 404.
        const response = await fetch(url, { headers: { 'x-key': headers['x-acme-sample-key'] ?? '' }, signal });
        if (response.status === 404) return { kind: 'refused', message: 'This key is not known.' };
        if (!response.ok)
          return { kind: 'refused', message: 'Keys cannot be checked at the moment. Try again soon.', retryAfterSeconds: 5 };
        const { login } = (await response.json()) as { login: string };
        const person = unwrap((await services.call('directory', 'find', { login })) as Result<Known>);
        if (!person) return { kind: 'refused', message: 'The owner of this key has no account here.' };
        const asked = { userId: person.id, orgId: Number(org), fallback: true };
        const principal = unwrap((await services.call('directory', 'principal', asked)) as Result<Account | null>);
        return principal ? { kind: 'principal', principal, cacheMs } : { kind: 'refused', message: 'This account is switched off.' };
      },
    },
  },
}));
