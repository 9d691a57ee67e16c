/** The audit trail by HTTP, for who runs the server: its records, and whether anybody changed them. */
import type Router from '@koa/router';
import type { Principal } from '@orrery/plugin-sdk';
import type { Context } from 'koa';
import { headOf, headText } from '../access/audit-head.ts';
import type { HttpParts } from './parts.ts';
import type { Guards } from './plugin-facts.ts';

const needed = 'server administrator';

export function auditRoutes(
  router: Router,
  { audit }: Pick<HttpParts, 'audit'>,
  { signedIn, denied }: Pick<Guards, 'signedIn' | 'denied'>,
): void {
  const administrator = (context: Context): Principal | undefined => {
    const principal = signedIn(context);
    if (!principal || principal.serverAdmin) return principal;
    denied(context, needed, { action: 'audit:read' });
    return undefined;
  };
  const number = (context: Context, name: string): number | undefined => {
    const asked = Number(context.query[name]);
    return Number.isSafeInteger(asked) && asked > 0 ? asked : undefined;
  };

  router.get('/api/orrery/audit', async (context) => {
    if (!administrator(context)) return;
    const [before, limit] = [number(context, 'before'), number(context, 'limit')];
    context.body = { records: await audit.list({ ...(before && { before }), ...(limit && { limit }) }) };
  });
  router.get('/api/orrery/audit/verify', async (context) => {
    if (!administrator(context)) return;
    const asked = context.query.head;
    const known = typeof asked === 'string' ? headOf(asked) : undefined;
    if (asked !== undefined && !known) {
      context.status = 400;
      context.body = { message: '"head" is SEQUENCE:HASH, as an earlier answer or the log told it.' };
      return;
    }
    const { head, ...found } = await audit.verify(known);
    context.body = { ...found, ...(head && { head: headText(head) }) };
  });
}
