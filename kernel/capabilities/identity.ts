/** `identity`: questions to the decision point about the caller, and, for sign-in plugins, sessions and the claim. */
import { fail, ok, type Permission } from '@orrery/plugin-sdk';
import type { Access, Sessions } from '../access/types.ts';
import type { Bus } from '../cluster/types.ts';
import type { Broker } from '../execution/types.ts';

const mostQuestions = 10_000;
/** Heard by whoever remembers principals, rights or answers made from them. */
export const rightsChanged = 'kernel.rights';

export function identityBroker(parts: {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly claimed: (by: string) => Promise<void>;
  readonly bus: Pick<Bus, 'publish'>;
}): Broker {
  const { access, sessions, claimed, bus } = parts;
  return async (method, [first, second], { granted, principal: admitted, plugin, orgId, standing }) => {
    // Asked of who they are by now; somebody who may not act any more holds nothing.
    const principal = standing
      ? ((await standing.principal()) ?? { ...admitted, orgRole: 'None' as const, serverAdmin: false, permissions: [] })
      : admitted;
    const scopes = Array.isArray(granted) ? (granted as string[]) : [];
    const need = (scope: string) =>
      scopes.includes(scope) ? undefined : fail('capability/denied', `${plugin.id} was not granted "identity" with "${scope}".`);
    switch (method) {
      case 'principal':
        return ok(principal);
      case 'allows': {
        if (!Array.isArray(first) || first.length > mostQuestions)
          return fail('identity/questions', `allows takes a list of at most ${mostQuestions} questions.`);
        const refused = need('check');
        if (refused) return refused;
        const questions = (first as Permission[]).map(({ action, scope }) => ({ action: String(action), scope: String(scope) }));
        await access.prepare(
          orgId,
          questions.map(({ scope }) => scope),
        );
        const answers = questions.map(({ action, scope }) => access.allows(principal, action, scope));
        for (const [index, question] of questions.entries()) if (answers[index]) standing?.relied(question);
        return ok(answers);
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
        return need('sessions') ?? ok(await sessions.closeAll(Number(first), Number(second ?? 0)));
      case 'endSession':
        return need('sessions') ?? ok(await sessions.closeById(Number(first), Number(second)));
      case 'sessions':
        return need('sessions') ?? ok(await sessions.list(Number(first)));
      case 'roles':
        return need('check') ?? ok(access.roles());
      case 'rightsChanged':
        return need('rights') ?? ok(bus.publish(rightsChanged, { by: plugin.id }));
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
