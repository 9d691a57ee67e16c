import type { ThresholdStep, ThresholdsConfig } from '@orrery/plugin-sdk/data';
import { Button, IconButton, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { ColorControl } from './color.tsx';
import { NumberControl } from './number.tsx';
import { t } from './text/index.ts';

const standard: ThresholdsConfig = { mode: 'absolute', steps: [{ value: null, color: 'green' }] };
const nextColors = ['red', 'orange', 'yellow', 'blue', 'purple', 'green'];

/** Steps from the base upwards; the highest stands on top, as in a chart. Steps are sorted when a value is left. */
export function ThresholdsControl({
  value,
  onValue,
}: {
  value: ThresholdsConfig | undefined;
  onValue: (value: ThresholdsConfig) => void;
}): JSX.Element {
  const config = value?.steps?.length ? value : standard;
  const { steps } = config;
  const set = (next: readonly ThresholdStep[]): void => onValue({ ...config, steps: next });
  const change = (at: number, step: ThresholdStep): void => set(steps.map((one, index) => (index === at ? step : one)));
  const sort = (): void => {
    const sorted = [...steps].sort((a, b) => (a.value ?? -Infinity) - (b.value ?? -Infinity));
    if (sorted.some((step, index) => step !== steps[index])) set(sorted);
  };
  const add = (): void => {
    const last = steps.at(-1)?.value;
    set([
      ...steps,
      { value: last === null || last === undefined ? 80 : last + 10, color: nextColors[(steps.length - 1) % nextColors.length] ?? 'red' },
    ]);
  };
  return (
    <div class="o-opt-list">
      <Segments
        label={t.thresholdMode}
        value={config.mode}
        options={[
          { value: 'absolute', label: t.absolute },
          { value: 'percentage', label: t.percentage },
        ]}
        onValue={(mode) => onValue({ ...config, mode })}
      />
      {steps
        .map((step, index) => ({ step, index }))
        .reverse()
        .map(({ step, index }) => (
          <div key={index} class="o-opt-step" onFocusOut={sort}>
            <ColorControl label={t.stepColor} value={step.color} onValue={(color) => change(index, { ...step, color })} />
            {step.value === null ? (
              <span class="o-ter">{t.base}</span>
            ) : (
              <NumberControl
                label={t.stepValue}
                value={step.value}
                control={{ kind: 'number' }}
                onValue={(number) => number !== undefined && change(index, { ...step, value: number })}
              />
            )}
            <IconButton
              icon="trash-2"
              size="sm"
              label={t.removeStep}
              disabled={step.value === null}
              onClick={() => set(steps.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      <Button size="sm" icon="plus" onClick={add}>
        {t.addStep}
      </Button>
    </div>
  );
}
