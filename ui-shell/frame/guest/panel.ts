import type { FrameData } from '@orrery/plugin-sdk/data';
import type { Panel, PanelProps } from '@orrery/plugin-sdk/ui';
import type { Showing } from '../frame.ts';
import type { FromGuest } from '../messages.ts';

/** A panel in the whole document. */
export function showPanel(panel: Panel, say: (message: FromGuest) => void): Showing {
  const element = document.createElement('div');
  element.className = 'o-surface';
  document.body.append(element);
  const mounted = panel.mount({ element, emit: (event) => say({ type: 'event', event }) });
  let frames: readonly FrameData[] = [];
  return (message) => {
    if (message.type === 'point') mounted.pointAt?.(message.time, message.withValues);
    else if (message.type === 'step') mounted.step?.(message.points);
    else if (message.type === 'hold') mounted.hold?.(message.held);
    else if (message.type === 'picture') mounted.picture?.();
    else if (message.type === 'context') mounted.context?.(message.answer);
    else if (message.type === 'update') {
      if (message.frames) frames = message.frames;
      // Under Trusted Types a guest cannot style by text: the theme comes as an attribute and the kit's own sheet.
      document.documentElement.dataset.theme = message.props.theme.name;
      const props: PanelProps = { ...message.props, frames };
      mounted.update(props);
      // A panel without a sentence of its own tells it by an event.
      const text = panel.summary(props);
      if (text && text !== props.title) say({ type: 'event', event: { type: 'summary', text } });
    }
  };
}
