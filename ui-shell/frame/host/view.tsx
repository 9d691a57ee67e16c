/** A place in the page that a guest fills: an editor, or a page. */
import { type PanelTheme, PluginFailed } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../messages.ts';
import { type Guest, type GuestSource, takeGuest } from './guest.ts';
import { passKey } from './panel.ts';
import { type Calls, serveCalls } from './serve.ts';
import { shell } from './shell.ts';

export interface GuestViewProps {
  readonly source: GuestSource;
  readonly view: View;
  /** Plain data; functions go into `calls`. */
  readonly props: object;
  /** Functions of the contract, by the name that the guest's code calls them by. */
  readonly callable: readonly string[];
  readonly calls: Calls;
  /** As tall as what is in it; else as its place. */
  readonly grows?: boolean;
  readonly onDescribe?: (text: string) => void;
  /** It is gone: what it listened to is let go. */
  readonly onGone?: () => void;
  /** To tell the guest something by itself. */
  readonly reach?: { current: ((id: number, value: unknown) => void) | undefined };
}

export function GuestView(given: GuestViewProps): JSX.Element {
  const [failure, setFailure] = useState<string>();
  if (failure !== undefined)
    return <PluginFailed page={!given.grows} plugin={given.source.name} cause={`${failure}.`} onRestart={() => setFailure(undefined)} />;
  return <Shown {...given} onFailed={setFailure} />;
}

function Shown(given: GuestViewProps & { onFailed(message: string): void }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const guest = useRef<Guest>(undefined);
  const [isShown, setShown] = useState(0);
  const [size, setSize] = useState({ height: 0, room: 0 });
  const latest = useRef(given);
  latest.current = given;

  useLayoutEffect(() => {
    const element = place.current as HTMLDivElement;
    let isOpen = true;
    const calls = serveCalls(
      given.source,
      () => guest.current as Guest,
      () => latest.current.calls,
    );
    const failed = (message: string): void => {
      guest.current?.close();
      latest.current.onGone?.();
      if (isOpen) latest.current.onFailed(message);
    };
    const open = (): void => {
      const mine = takeGuest(latest.current.source, element, {
        heard(message) {
          if (message.type === 'shown') setShown((count) => count + 1);
          else if (message.type === 'failed') failed(message.message);
          else if (message.type === 'key') passKey(message, element);
          else if (message.type === 'size') setSize({ height: Math.min(message.height, tallest), room: Math.min(message.room, mostRoom) });
          else if (message.type === 'describe') latest.current.onDescribe?.(message.text.slice(0, 500));
          else calls(message);
        },
        ended: failed,
        lost() {
          latest.current.onGone?.();
          open();
        },
      });
      guest.current = mine;
      mine.told.then(() => mine.send({ type: 'show', view: latest.current.view })).catch(() => {});
    };
    open();
    if (given.reach) given.reach.current = (id, value) => guest.current?.send({ type: 'told', id, value });
    return () => {
      isOpen = false;
      guest.current?.close();
      latest.current.onGone?.();
    };
  }, []);

  const colors: PanelTheme = shell().theme.value;
  const text = JSON.stringify(given.props);
  useEffect(() => {
    if (isShown) guest.current?.send({ type: 'props', props: JSON.parse(text) as object, calls: given.callable, theme: colors });
  }, [isShown, text, colors]);

  // What is open in the frame lies over what follows, as a menu of the page would.
  useEffect(() => {
    if (guest.current && given.grows) guest.current.frame.style.height = `${Math.max(leastHeight, size.height) + size.room}px`;
  }, [size, isShown]);
  return (
    <div
      ref={place}
      class={`o-guest-view ${given.grows ? 'o-grows' : ''} ${size.room > 0 ? 'o-open' : ''}`}
      style={given.grows ? { height: `${Math.max(leastHeight, size.height)}px` } : {}}
    />
  );
}

const leastHeight = 32;
const tallest = 4_000;
const mostRoom = 480;
