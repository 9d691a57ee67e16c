/** What becomes of missing values: `spanNulls` and `insertNulls`, each never, always, or by a distance. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const standard = 3_600_000;

/** The third choice shows a field for its distance. */
function byDistance(path: string, label: string, threshold: string, thresholdLabel: string, always: boolean): OptionEditor[] {
  return [
    {
      path,
      label,
      group: t.gaps,
      control: {
        kind: 'segments',
        choices: [
          { value: false, label: t.never },
          ...(always ? [{ value: true, label: t.always }] : []),
          { value: standard, label: threshold },
        ],
      },
    },
    {
      path,
      label: thresholdLabel,
      group: t.gaps,
      control: { kind: 'number', min: 1 },
      when: [{ path, not: [false, true, null, undefined] }],
    },
  ];
}

export const gapEditors: readonly OptionEditor[] = [
  ...byDistance('spanNulls', t.spanNulls, t.upTo, t.spanNullsUpTo, true),
  ...byDistance('insertNulls', t.insertNulls, t.over, t.insertNullsOver, false),
];
