import type { RouteDeclaration } from '@orrery/plugin-sdk';

const admitted = { admitted: true } as const;

export const playlistRoutes = {
  playlists: { method: 'GET', path: '/api/playlists', rule: admitted },
  playlist: { method: 'GET', path: '/api/playlists/:uid', rule: admitted },
  playlistItems: { method: 'GET', path: '/api/playlists/:uid/items', rule: admitted },
  createPlaylist: { method: 'POST', path: '/api/playlists', rule: { action: 'playlists:create' } },
  updatePlaylist: { method: 'PUT', path: '/api/playlists/:uid', rule: { action: 'playlists:write', scope: 'playlists:uid:{uid}' } },
  removePlaylist: { method: 'DELETE', path: '/api/playlists/:uid', rule: { action: 'playlists:delete', scope: 'playlists:uid:{uid}' } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
