/** `/admin`: the first of its pages that one may see. */
import { Loading, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { mayDo } from './api.ts';

const places = [
  ['org.users:read', '/admin/users'],
  ['serviceaccounts:read', '/admin/service-accounts'],
  ['teams:read', '/admin/teams'],
  ['settings:read', '/admin/settings'],
] as const;

export function AdminPage({ shell }: PageProps): JSX.Element {
  useEffect(() => {
    void mayDo().then((may) => shell.navigate(places.find(([action]) => may[action])?.[1] ?? '/profile', { replace: true }));
  }, []);
  return <Loading shape="page" />;
}
