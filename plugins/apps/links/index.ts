import { definePlugin, FailureError, newUid, type RouteResponse, type Row } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { pathProblem } from './path.ts';

const dayMs = 86_400_000;
const usualDays = 7;
/** An organisation that has this many keeps those it has; more would be a script gone wrong. */
const most = 20_000;
/** How exactly it is known when a link was last followed. */
const noteEveryMs = 3_600_000;

export default definePlugin(manifest, ({ storage, settings }) => {
  const links = storage.table('link');
  const addressOf = async (uid: string, orgId: number): Promise<string> => {
    const { root_url: root = '' } = await settings.section('server');
    return `${root.replace(/\/+$/, '')}/goto/${uid}?orgId=${orgId}`;
  };

  async function followed(link: Row): Promise<void> {
    if (Date.now() - Number(link.followed ?? 0) < noteEveryMs) return;
    try {
      await links.update(link.id, link.version, { followed: Date.now() });
    } catch (error) {
      // Somebody else followed it in the same moment, or it is gone.
      if (!(error instanceof FailureError) || !['storage/version', 'storage/missing'].includes(error.failure.code)) throw error;
    }
  }

  return {
    route: {
      create: async ({ body }, { orgId, principal }) => {
        const { path } = (typeof body === 'object' && body !== null ? body : {}) as { path?: unknown };
        const problem = pathProblem(path);
        if (problem) return coded(400, problem.id, problem.message);
        if ((await links.count({ orgId })) >= most)
          return coded(
            403,
            'shorturl.too-many',
            `This organisation has ${most} short links. Those that nobody follows go after some days.`,
          );
        const { uid } = await links.insert({ uid: newUid(), orgId, path, createdBy: principal.key, created: Date.now(), followed: null });
        return { body: { uid, url: await addressOf(String(uid), orgId) } };
      },
      follow: async ({ params, path }, { principal }) => {
        // A path may tell of names and values: only to those who are let in here. The page itself asks what they may see of it.
        if (principal.via === 'nobody') return { redirect: `/login?redirectTo=${encodeURIComponent(path)}` };
        const link = await links.get({ uid: params.uid ?? '' });
        if (!link) return { redirect: '/' };
        await followed(link);
        return { redirect: `/${link.path}` };
      },
    },
    schedule: {
      /** `[short_links] expire_time`, days: what nobody ever followed goes; 0 or less keeps all. */
      tidy: async () => {
        const { expire_time: said } = await settings.section('short_links');
        const days = said === undefined || said.trim() === '' || !Number.isFinite(Number(said)) ? usualDays : Number(said);
        if (days > 0) await links.delete({ followed: null, created: { lt: Date.now() - days * dayMs } });
      },
    },
  };
});

function coded(statusCode: number, messageId: string, message: string): RouteResponse {
  return { status: statusCode, body: { statusCode, messageId, message } };
}
