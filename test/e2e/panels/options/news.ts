import type { PanelCases } from './shared.ts';

export default {
  base: { data: 'nothing' },
  cases: [
    { option: 'feedUrl', value: 'https://status.example.org/feed.xml' },
    { option: 'showImage', value: false, scene: { options: { feedUrl: 'https://status.example.org/feed.xml' } } },
  ],
} satisfies PanelCases;
