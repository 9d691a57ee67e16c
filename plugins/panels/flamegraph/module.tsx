/** Flame graph: where time or memory goes, call by call. */
import './flamegraph.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { defaults, type FlameOptions } from './options.ts';
import { type Profile, profileOf, totalsOf } from './profile.ts';
import { t } from './text/index.ts';
import { ProfileView } from './view.tsx';

export const flamegraph = definePanel<FlameOptions>({
  defaults,
  editors,
  standardOptions: [],
  bleeds: true,
  interactive: true,
  mount({ element, emit }) {
    let profile: Profile | undefined;
    let frames: unknown;
    let paint: (() => void) | undefined;
    return {
      update(props) {
        if (frames !== props.frames) profile = profileOf(props.frames);
        frames = props.frames;
        if (!profile) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        emit({ type: 'state', state: 'drawn' });
        render(<ProfileView profile={profile} props={props} emit={emit} onPainter={(next) => (paint = next)} />, element);
      },
      repaint: () => paint?.(),
      dispose: () => render(null, element),
    };
  },
  summary({ frames, title }) {
    const profile = profileOf(frames);
    if (!profile) return title || t.flamegraph;
    const top = totalsOf(profile)
      .sort((one, other) => other.self - one.self)
      .slice(0, 3)
      .map(({ label }) => label);
    return t.summary(title || t.flamegraph, profile.calls.length, top.join(', '));
  },
});

export const panels = { flamegraph };
