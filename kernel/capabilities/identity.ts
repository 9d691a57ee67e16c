/** `identity`: questions to the decision point about the caller, and, for sign-in plugins, sessions and the claim. */
import { fail, ok, type Permission } from '@orrery/plugin-sdk';
import type { Access, Sessions } from '../access/types.ts';
import type { Broker } from '../execution/types.ts';

const mostQuestions = 10_000;

export function identityBroker(parts: {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly claimed: (by: string) => Promise<void>;
}): Broker {
  const { access, sessions, claimed } = parts;
  return async (method, [first], { granted, principal, plugin }) => {
    const scopes = Array.isArray(granted) ? (granted as string[]) : [];
    const need = (scope: string) =>
      scopes.includes(scope) ? undefined : fail('capability/denied', `${plugin.id} was not granted "identity" with "${scope}".`);
    switch (method) {
      case 'principal':
        return ok(principal);
      case 'allows': {
        if (!Array.isArray(first) || first.length > mostQuestions)
          return fail('identity/questions', `allows takes a list of at most ${mostQuestions} questions.`);
        return (
          need('check') ?? ok((first as Permission[]).map(({ action, scope }) => access.allows(principal, String(action), String(scope))))
        );
      }
      case 'scopes':
        return (
          need('check') ??
          ok(
            access
              .permissions(principal)
              .filter(({ action }) => action === first)
              .map(({ scope }) => scope),
          )
        );
      case 'permissions':
        return need('check') ?? ok(access.permissions(principal));
      case 'endSessions':
        return need('sessions') ?? ok(await sessions.closeAll(Number(first)));
      case 'sessions':
        return need('sessions') ?? ok(await sessions.list(Number(first)));
      case 'claimed': {
        const refused = need('signIn');
        if (refused) return refused;
        await claimed(plugin.id);
        return ok(null);
      }
      default:
        return fail('capability/no-method', `identity has no method '${method}'.`);
    }
  };
}
