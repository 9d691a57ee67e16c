import type { FrameData } from '@orrery/plugin-sdk';
import type { MatcherRule, TransformStep } from '@orrery/plugin-sdk/data/transform/types';
import { Field, Icon, IconButton, Select, type TransformationForm } from '@orrery/plugin-sdk/ui';
import { MatcherControl, OptionForm } from '@orrery/plugin-sdk/ui/options/index.ts';
import type { Stage } from '@orrery/plugin-sdk/ui/transform/index.ts';
import type { JSX } from 'preact';
import { w } from '../../../text/work/index.ts';
import type { PanelProblem } from '../../panel/results.ts';
import { JsonField } from '../json-field.tsx';
import { StageTable } from './stage-table.tsx';

const t = w.edit.pipeline;

export interface StepProps {
  readonly step: TransformStep;
  readonly at: number;
  readonly last: boolean;
  readonly name: string;
  readonly form: TransformationForm | undefined;
  readonly known: boolean;
  /** What goes into it. */
  readonly before: readonly FrameData[];
  readonly stage: Stage | undefined;
  readonly problem: PanelProblem | undefined;
  readonly zone: string;
  readonly open: boolean;
  readonly debug: boolean;
  onOpen(): void;
  onDebug(): void;
  onMove(by: number): void;
  onRemove(): void;
  /** `merges`: typed on in the same field. */
  onChange(step: TransformStep, merges: boolean): void;
}

/** One step of the pipeline: what it makes of the data in a line, and its options when it is open. */
export function Step(props: StepProps): JSX.Element {
  const { step, at, last, name, stage, problem, open, onMove } = props;
  const off = step.disabled === true;
  return (
    <li class={`dash-step ${open ? 'o-on' : ''} ${off ? 'dash-step-off' : ''} ${problem ? 'dash-step-bad' : ''}`}>
      <div class="dash-step-head">
        <button
          type="button"
          class="dash-step-name"
          aria-expanded={open}
          aria-label={t.step(at + 1, name)}
          title={t.keys}
          data-step={at}
          onClick={props.onOpen}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            onMove(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span class="o-trunc">{name}</span>
          <span class="o-sp" />
          {off ? (
            <span class="o-tag">{t.off}</span>
          ) : (
            stage && (
              <>
                <small>{t.frames(stage.frames)}</small>
                <small class="dash-step-rows">{t.rows(stage.rows)}</small>
                {stage.ms !== undefined && <small class="dash-step-ms">{t.ms(stage.ms)}</small>}
              </>
            )
          )}
        </button>
      </div>
      {problem && (
        <p class="dash-step-problem-text" role="alert">
          <Icon name="triangle-alert" size="xs" /> {problem.message}
        </p>
      )}
      {open && (
        <div class="dash-step-body">
          <div class="dash-step-tools">
            <IconButton
              icon={off ? 'eye-off' : 'eye'}
              size="sm"
              label={off ? t.switchOn(name) : t.switchOff(name)}
              aria-pressed={!off}
              onClick={() => {
                const { disabled: _, ...rest } = step;
                props.onChange(off ? rest : { ...rest, disabled: true }, false);
              }}
            />
            <IconButton icon="chevron-up" size="sm" label={t.moveUp(name)} disabled={at === 0} onClick={() => onMove(-1)} />
            <IconButton icon="chevron-down" size="sm" label={t.moveDown(name)} disabled={last} onClick={() => onMove(1)} />
            <span class="o-sp" />
            <IconButton icon="list" size="sm" label={t.data} on={props.debug} aria-pressed={props.debug} onClick={props.onDebug} />
            <IconButton icon="trash-2" size="sm" label={t.remove(name)} onClick={props.onRemove} />
          </div>
          {props.form && <p class="o-help">{props.form.description}</p>}
          <StepOptions {...props} />
          <StepScope {...props} />
          {props.debug && <StageTable stage={stage} label={t.dataOf(name)} zone={props.zone} />}
        </div>
      )}
    </li>
  );
}

function StepOptions({ step, form, known, before, onChange }: StepProps): JSX.Element {
  const options = step.options ?? {};
  if (!form)
    return (
      <>
        {!known && <p class="o-warn">{t.unknown(step.id)}</p>}
        <JsonField
          label={t.options}
          value={options}
          expects="object"
          onValue={(next) => onChange({ ...step, options: next as Record<string, unknown> }, false)}
        />
      </>
    );
  if (form.editors.length === 0) return <p class="o-help">{t.noOptions}</p>;
  return (
    <OptionForm
      editors={form.editors}
      options={{ ...form.initial, ...options }}
      frames={before}
      onOptions={(next) => onChange({ ...step, options: next }, true)}
    />
  );
}

/** Which of the data it is for: frames by a rule, series or annotations. */
function StepScope({ step, before, onChange }: StepProps): JSX.Element {
  const set = (key: 'filter' | 'topic', value: MatcherRule | string | undefined): void => {
    const { [key]: _, ...rest } = step;
    onChange(value === undefined ? (rest as TransformStep) : ({ ...rest, [key]: value } as TransformStep), true);
  };
  return (
    <div class="dash-step-scope">
      <Field label={t.filter}>
        <MatcherControl label={t.filter} value={step.filter} of="frames" frames={before} onValue={(rule) => set('filter', rule)} />
      </Field>
      <Field label={t.topic}>
        <Select
          size="sm"
          value={step.topic === 'annotations' ? 'annotations' : 'series'}
          options={Object.entries(t.topics).map(([value, label]) => ({ value, label }))}
          onValue={(topic) => set('topic', topic === 'annotations' ? topic : undefined)}
        />
      </Field>
    </div>
  );
}
