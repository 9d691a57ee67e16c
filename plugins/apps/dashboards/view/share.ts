/** Links to this page, for somebody else. Loaded when somebody asks for one. */
import { ApiError, api, type PageProps } from '@orrery/plugin-sdk/ui';
import { t } from '../text/index.ts';

type Shell = PageProps['shell'];
/** Views of whoever looks, not of what is looked at. */
const ownViews = ['editPanel', 'inspect', 'editview'];

function addressed(changes: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(location.href);
  for (const name of ownViews) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url;
}
const copy = (shell: Shell, url: string): Promise<void> =>
  navigator.clipboard.writeText(url).then(
    () => shell.toast({ kind: 'ok', text: t.panel.linkCopied }),
    // A page without TLS, or a browser that asks first: the address at least.
    () => shell.toast({ kind: 'info', text: url }),
  );

export const copyLink = (shell: Shell): Promise<void> => copy(shell, addressed().href);

/** A panel alone, over the very span that is shown. */
export const copyPanelLink = (shell: Shell, key: string, { from, to }: { readonly from: number; readonly to: number }): Promise<void> =>
  copy(shell, addressed({ from: String(Math.round(from)), to: String(Math.round(to)), viewPanel: key }).href);

export async function copyShortLink(shell: Shell): Promise<void> {
  const { pathname, search } = addressed();
  try {
    const { url } = await api<{ url: string }>('/api/short-urls', { method: 'POST', body: { path: `${pathname}${search}`.slice(1) } });
    // By the name that this person reached the server by.
    const { pathname: path, search: org } = new URL(url, location.origin);
    await copy(shell, location.origin + path + org);
  } catch (error) {
    shell.toast({ kind: 'danger', text: error instanceof ApiError ? error.message : String(error) });
  }
}
