/** Pictures that dashboards name by path. The page loads those of this server and those inside the dashboard, and no others. */
import { isShown } from '@orrery/plugin-sdk/ui';

export type Picture = { readonly url: string } | { readonly icon: string } | { readonly foreign: true } | undefined;

export function pictureOf(path: string): Picture {
  if (!path.trim()) return;
  const [, icon] = /^(?:public\/)?img\/icons\/(?:[\w-]+\/)*([\w-]+)\.svg$/.exec(path) ?? [];
  if (icon) return { icon };
  return isShown(path, location.origin) ? { url: path } : { foreign: true };
}
