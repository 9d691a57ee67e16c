import type { OptionCase, PanelCases } from './shared.ts';

const code = { options: { mode: 'code', content: 'const answer = 42; // why\nSELECT 1;' } };
const cases: readonly OptionCase[] = [
  { option: 'mode', value: 'html' },
  { option: 'mode', value: 'code' },
  { option: 'content', value: 'Another text' },
  { option: 'code.language', value: 'typescript', scene: code },
  { option: 'code.showLineNumbers', value: true, scene: code },
  { option: 'code.showMiniMap', value: true, scene: code },
  {
    option: 'renderMode',
    value: 'perRow',
    scene: { data: 'rows', options: { content: '**${__data.fields.Mount}** has ${__data.fields.Free}' } },
  },
];

export default {
  base: { data: 'two', options: { mode: 'markdown', content: '# A title\n\n**strong** <b>text</b>' } },
  cases,
} satisfies PanelCases;
