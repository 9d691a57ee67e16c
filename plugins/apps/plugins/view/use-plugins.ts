/** The plugins as they are, asked again every few seconds and at each change, with what they cost between two answers. */
import { ApiError, type Shell } from '@orrery/plugin-sdk/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Change, changePlugin, type Loaded, loadPlugins, type PluginInfo } from './api.ts';

const refreshMs = 5_000;

export interface Rate {
  /** Part of one core. */
  readonly cpu: number;
  readonly calls: number;
}
export interface Plugins {
  readonly loaded: Loaded | undefined;
  readonly failure: string | undefined;
  /** Who is signed in may not know what runs here. */
  readonly denied: boolean;
  /** Empty until there were two answers. */
  readonly rates: ReadonlyMap<string, Rate>;
  reload(): void;
  /** Says how it went, and shows it. */
  change(plugin: PluginInfo, what: Change): Promise<void>;
}

export function usePlugins(shell: Shell): Plugins {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<string>();
  const [denied, setDenied] = useState(false);
  const [rates, setRates] = useState<ReadonlyMap<string, Rate>>(new Map());
  const before = useRef<{ at: number; plugins: readonly PluginInfo[] }>(undefined);

  const reload = (): void =>
    void loadPlugins().then(
      (answer) => {
        const at = performance.now();
        const last = before.current;
        // Two answers close together, as after a change, say nothing of a rate.
        if (!last || at - last.at > refreshMs / 2) {
          if (last) setRates(ratesOf(last.plugins, answer.plugins, (at - last.at) / 1000));
          before.current = { at, plugins: answer.plugins };
        }
        setLoaded(answer);
        setFailure(undefined);
      },
      (error: Error) => (error instanceof ApiError && error.status === 403 ? setDenied(true) : setFailure(error.message)),
    );
  useEffect(() => {
    if (denied) return;
    reload();
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), refreshMs);
    const end = shell.live('orrery/registry', reload);
    return () => {
      clearInterval(timer);
      end();
    };
  }, [denied]);

  return {
    loaded,
    failure,
    denied,
    rates,
    reload,
    async change({ id, name }, what) {
      try {
        await changePlugin(id, what);
        shell.toast({ kind: 'ok', text: t.done[what](name) });
      } catch (error) {
        shell.toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
      }
      reload();
    },
  };
}

export function ratesOf(before: readonly PluginInfo[], now: readonly PluginInfo[], seconds: number): ReadonlyMap<string, Rate> {
  const known = new Map(before.map(({ id, usage }) => [id, usage]));
  return new Map(
    now.map(({ id, usage }) => {
      const last = known.get(id);
      // Code that was loaded anew counts from nothing.
      const grown = (value: number, earlier = 0): number => (value >= earlier ? value - earlier : value);
      return [id, { cpu: grown(usage.cpuMs, last?.cpuMs) / 1000 / seconds, calls: grown(usage.calls, last?.calls) / seconds }];
    }),
  );
}
