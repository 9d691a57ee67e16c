/** A page of a plugin that may not run in ours. Its shell is ours, a call at a time. */
import type { Page, PageProps, Shell } from '@orrery/plugin-sdk/ui';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { fetchFor } from './fetch.ts';
import { pressed } from './follow.ts';
import { askGuest, type GuestSource } from './guest.ts';
import { isBelow, mayHear } from './match.ts';
import type { Calls } from './serve.ts';
import { shell as side } from './shell.ts';
import { t } from './text/index.ts';
import { GuestView } from './view.tsx';

export async function framedPage(source: GuestSource, name: string | undefined, path: string): Promise<Page> {
  const { pages } = await askGuest(source);
  const found = [name, path, pages.length === 1 ? pages[0] : undefined].find((one) => one !== undefined && pages.includes(one));
  if (found === undefined) throw new Error(`The module exports no page "${name ?? path}".`);
  return (props) => <FramedPage source={source} name={found} page={props} />;
}

function FramedPage({ source, name, page }: { source: GuestSource; name: string; page: PageProps }): VNode {
  const { shell, params, query } = page;
  const reach = useRef<(id: number, value: unknown) => void>(undefined);
  const listening = useRef(new Map<number, () => void>());
  const silence = (): void => {
    for (const end of listening.current.values()) end();
    listening.current.clear();
  };
  useEffect(() => silence, []);
  const { principal, panels, datasources } = shell;
  return (
    <GuestView
      source={source}
      view={{ kind: 'page', name }}
      props={{ params, query: query.toString(), principal, panels, datasources }}
      callable={[]}
      calls={callsOf(source, shell, listening.current, reach)}
      onGone={silence}
      reach={reach}
    />
  );
}

function callsOf(
  source: GuestSource,
  shell: Shell,
  listening: Map<number, () => void>,
  reach: { current: ((id: number, value: unknown) => void) | undefined },
): Calls {
  const { pages = [], panels = {}, routes = {} } = side().boot.peek() ?? {};
  return {
    fetch: fetchFor(source, routes[source.plugin] ?? []),
    navigate(path, options) {
      const url = new URL(String(path), location.href);
      const isOwn = pages.some((page) => page.plugin === source.plugin && isBelow(page.path, url.pathname));
      if (url.origin !== location.origin || (!isOwn && !pressed())) throw new Error(t.notPressed(source.name));
      shell.navigate(url.pathname + url.search, { replace: (options as { replace?: unknown })?.replace === true });
    },
    title: (title, crumbs) =>
      shell.title(
        String(title),
        (Array.isArray(crumbs) ? crumbs : []).map((crumb: readonly unknown[]) =>
          crumb[1] === undefined ? [String(crumb[0])] : [String(crumb[0]), localPath(crumb[1])],
        ),
      ),
    toast(given) {
      const { kind, text } = given as { kind?: unknown; text?: unknown };
      shell.toast({ kind: kind === 'ok' || kind === 'danger' ? kind : 'info', text: `${source.name}: ${String(text)}` });
    },
    panel(id) {
      const entry = Object.hasOwn(panels, String(id)) ? panels[String(id)] : undefined;
      if (!entry || entry.frame) throw new Error(t.noPanel(String(id)));
      return { module: entry.module, css: entry.css ?? null };
    },
    // The last argument of every call is its id: what it begins is told under that, and ended by it.
    live(channel, id) {
      if (!mayHear(source.plugin, String(channel))) throw new Error(t.noChannel(source.name, String(channel)));
      listening.set(
        Number(id),
        shell.live(String(channel), (value) => reach.current?.(Number(id), value)),
      );
    },
    command(given, id) {
      const { label, keys, icon } = given as Record<string, unknown>;
      const end = shell.command({
        label: String(label),
        ...(typeof keys === 'string' && { keys }),
        ...(typeof icon === 'string' && { icon }),
        run: () => reach.current?.(Number(id), undefined),
      });
      listening.set(Number(id), end);
    },
    unlisten(id) {
      listening.get(Number(id))?.();
      listening.delete(Number(id));
    },
  };
}

function localPath(path: unknown): string {
  const url = URL.parse(String(path), location.href);
  return url?.origin === location.origin ? url.pathname + url.search : '/';
}
