/** What people may choose about this panel. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export const editors: readonly OptionEditor[] = [
  {
    path: 'feedUrl',
    label: t.feed,
    description: t.feedHelp,
    group: t.news,
    control: { kind: 'text', placeholder: 'https://status.example.org/feed.xml' },
  },
  { path: 'showImage', label: t.pictures, group: t.news, control: { kind: 'switch' } },
];
