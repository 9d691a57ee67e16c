/** A panel in a frame, behind the same contract as one in the page. The page draws header, legend and tooltip. */
import type { MountedPanel, Panel, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import { type FromGuest, handOver, type ToGuest } from '../messages.ts';
import { editorsTold } from './forms-told.ts';
import { askGuest, type Guest, type GuestSource, takeGuest } from './guest.ts';
import { serveCalls } from './serve.ts';
import { shell } from './shell.ts';
import { t } from './text/index.ts';

/** Defaults and editors are the guest's word and are needed before the first drawing: it is asked for them first. */
export async function framedPanel(source: GuestSource, name: string): Promise<Panel> {
  const told = (await askGuest(source)).panels[name];
  if (!told) throw new Error(t.noPanel(name));
  return { ...panelTold(told), mount: (surface) => mountPanel(source, name, surface) };
}

/** Of what a guest says about a panel, what the contract knows. */
export function panelTold(told: object): Omit<Panel, 'mount'> {
  const said = told as Partial<Panel>;
  const flag = (key: 'bleeds' | 'drawsEmpty' | 'needsNoData' | 'interactive'): object => (said[key] === true ? { [key]: true } : {});
  return {
    defaults: said.defaults ?? {},
    ...(said.fieldDefaults && { fieldDefaults: said.fieldDefaults }),
    ...flag('bleeds'),
    ...flag('drawsEmpty'),
    ...flag('needsNoData'),
    ...flag('interactive'),
    ...(said.editors && { editors: editorsTold(said.editors) }),
    ...(said.fieldEditors && { fieldEditors: editorsTold(said.fieldEditors) }),
    ...(said.interpolated && { interpolated: said.interpolated.filter((path) => typeof path === 'string') }),
    ...(said.standardOptions && { standardOptions: said.standardOptions.filter((id) => typeof id === 'string') }),
    // The guest's own sentence comes as an event after each drawing.
    summary: ({ title }) => title,
  };
}

function mountPanel(source: GuestSource, name: string, surface: PanelSurface): MountedPanel {
  let isShown = false;
  let latest: PanelProps | undefined;
  let sent: PanelProps['frames'] | undefined;
  let guest: Guest | undefined;
  const calls = serveCalls(
    source,
    () => guest as Guest,
    () => ({}),
  );

  const heard = (message: FromGuest): void => {
    if (message.type === 'shown') {
      isShown = true;
      if (latest) update(latest);
    } else if (message.type === 'event') surface.emit(message.event);
    else if (message.type === 'key') passKey(message, surface.element);
    else if (message.type === 'failed') {
      guest?.close();
      fail(message.message);
    } else calls(message);
  };
  const fail = (message: string): void =>
    surface.emit({ type: 'state', state: 'failed', message: message.endsWith('.') ? message : `${message}.` });
  const open = (): void => {
    isShown = false;
    sent = undefined;
    const mine = takeGuest(source, surface.element, { heard, ended: fail, lost: open });
    guest = mine;
    mine.told.then(() => mine.send({ type: 'show', view: { kind: 'panel', name } })).catch(() => {});
  };
  const update = (props: PanelProps): void => {
    latest = props;
    if (guest) guest.frame.title = props.title || source.name;
    if (!isShown) return;
    const { frames, ...rest } = props;
    if (frames === sent) return guest?.send({ type: 'update', props: rest });
    sent = frames;
    const copy = handOver(frames);
    guest?.send({ type: 'update', props: rest, frames: copy.frames }, copy.transfer);
  };
  const tell = (message: ToGuest): void => {
    if (isShown) guest?.send(message);
  };
  open();
  return {
    update,
    pointAt: (time, withValues) => tell({ type: 'point', time, ...(withValues && { withValues }) }),
    step: (points) => tell({ type: 'step', points }),
    hold: (held) => tell({ type: 'hold', held }),
    picture: () => tell({ type: 'picture' }),
    context: (answer) => tell({ type: 'context', answer }),
    dispose: () => guest?.close(),
  };
}

/** The page's keyboard map goes on working while a guest has the focus; Escape gives the focus back. */
export function passKey({ key, ctrl, meta }: Extract<FromGuest, { type: 'key' }>, element: Element): void {
  if (key === 'Escape') element.closest<HTMLElement>('[tabindex="0"], #content')?.focus();
  shell().pressed({ key, ctrlKey: ctrl, metaKey: meta, altKey: false });
}
