/** `/api/playlists`: dashboards shown one after the other. Whoever plays one sees what they may see of it. */
import type { RouteResponse, Row } from '@orrery/plugin-sdk';
import { fieldsOf, first, refuse, textOf, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { playlistRoutes } from '../declared/playlist.ts';
import type { Handlers } from '../handlers.ts';
import { uidProblem } from '../names.ts';
import { seconds } from '../settings.ts';
import type { PlaylistInput, PlaylistItem } from './store.ts';

const notFound = refuse(404, 'Playlist not found');
const kinds = ['dashboard_by_uid', 'dashboard_by_tag', 'dashboard_by_id'];

export function servePlaylists(app: App): Handlers<typeof playlistRoutes> {
  return {
    playlists: async ({ query }, { orgId }) => {
      const wanted = (first(query, 'query') ?? '').toLowerCase();
      const all = (await app.org(orgId).playlists.all()).filter((row) => (row.name as string).toLowerCase().includes(wanted));
      return { body: all.slice(0, whole(query, 'limit', 1000)).map(({ id, uid, name, interval }) => ({ id, uid, name, interval })) };
    },
    playlist: async ({ params }, { orgId }) => {
      const row = await app.org(orgId).playlists.get(params.uid ?? '');
      return row ? { body: playlistJson(row) } : notFound;
    },
    playlistItems: async ({ params }, { orgId }) => {
      const row = await app.org(orgId).playlists.get(params.uid ?? '');
      return row ? { body: row.items } : notFound;
    },
    createPlaylist: async ({ body }, { orgId }) => {
      const read = readPlaylist(body);
      if ('refused' in read) return read.refused;
      const uid = textOf(fieldsOf(body).uid);
      const wrong = uidProblem(uid);
      if (wrong) return refuse(400, wrong);
      const row = await app.org(orgId).playlists.create(read.input, uid || undefined);
      return row === 'taken' ? refuse(409, 'A playlist with the same uid already exists') : { body: playlistJson(row) };
    },
    updatePlaylist: async ({ params, body }, { orgId }) => {
      const read = readPlaylist(body);
      if ('refused' in read) return read.refused;
      const row = await app.org(orgId).playlists.update(params.uid ?? '', read.input);
      return row ? { body: playlistJson(row) } : notFound;
    },
    removePlaylist: async ({ params }, { orgId }) =>
      (await app.org(orgId).playlists.remove(params.uid ?? '')) > 0 ? { body: {} } : notFound,
  };
}

function playlistJson({ id, uid, name, interval, items }: Row) {
  return { id, uid, name, interval, items };
}

function readPlaylist(body: unknown): { readonly input: PlaylistInput } | { readonly refused: RouteResponse } {
  const { name, interval, items = [] } = fieldsOf(body);
  const title = textOf(name).trim();
  const bad = (message: string) => ({ refused: refuse(400, message) });
  if (!title || title.length > 190) return bad('A playlist needs a name of 1 to 190 characters.');
  if (seconds(textOf(interval)) === undefined)
    return bad(`The interval of a playlist is a duration like 5m; found ${JSON.stringify(interval)}.`);
  if (!Array.isArray(items)) return bad('The items of a playlist are a list.');
  const read: PlaylistItem[] = [];
  for (const [index, item] of items.entries()) {
    const { type, value, order, title: label } = fieldsOf(item);
    if (!kinds.includes(textOf(type))) return bad(`items[${index}]: the type is one of ${kinds.join(', ')}.`);
    read.push({ type: textOf(type), value: String(value ?? ''), order: Number(order) || index + 1, title: textOf(label) });
  }
  return { input: { name: title, interval: textOf(interval), items: read } };
}
