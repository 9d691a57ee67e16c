import type { RouteDeclaration } from '@orrery/plugin-sdk';

const signedIn = { signedIn: true } as const;

export const playlistRoutes = {
  playlists: { method: 'GET', path: '/api/playlists', rule: signedIn },
  playlist: { method: 'GET', path: '/api/playlists/:uid', rule: signedIn },
  playlistItems: { method: 'GET', path: '/api/playlists/:uid/items', rule: signedIn },
  createPlaylist: { method: 'POST', path: '/api/playlists', rule: { action: 'playlists:create' } },
  updatePlaylist: { method: 'PUT', path: '/api/playlists/:uid', rule: { action: 'playlists:write', scope: 'playlists:uid:{uid}' } },
  removePlaylist: { method: 'DELETE', path: '/api/playlists/:uid', rule: { action: 'playlists:delete', scope: 'playlists:uid:{uid}' } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
