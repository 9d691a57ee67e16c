import { stepsOf, type TransformStep } from '@orrery/plugin-sdk/data/transform/index';
import { Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelModel } from '../../../model/types.ts';
import { w } from '../../../text/work/index.ts';
import type { Board } from '../../board/context.ts';
import type { ChangePanel } from '../panel-editor.tsx';
import { useForms } from './forms.ts';
import { TransformationPicker } from './picker.tsx';
import { StageTable } from './stage-table.tsx';
import { useStages } from './stages.ts';
import { Step } from './step.tsx';

const t = w.edit.pipeline;

/** From the queries to the panel: every step with what it makes of the data, its options, and a look at the data between. */
export function Pipeline({ board, panel, change }: { board: Board; panel: PanelModel; change: ChangePanel }): JSX.Element {
  const steps = useMemo(() => stepsOf(panel.transformations), [panel.transformations]);
  const [open, setOpen] = useState<number | undefined>();
  const [debug, setDebug] = useState<ReadonlySet<number>>(new Set());
  const [picking, setPicking] = useState(false);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<number | undefined>(undefined);
  const forms = useForms(board.shell, picking || steps.length > 0);
  const lookup = useMemo(() => board.lookup({}), [board.lookup]);
  const result = board.results.of(panel.id ?? -1).value;
  const stages = useStages(board, panel, result, lookup);
  const zone = board.timeOptions.timeZone ?? 'browser';
  useEffect(() => {
    if (focus.current === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-step="${focus.current}"]`)?.focus();
    focus.current = undefined;
  }, [steps]);

  const nameOf = ({ id }: TransformStep): string =>
    forms?.get(id)?.name ?? board.shell.transformations.find((one) => one.id === id)?.label ?? (id || '?');
  const set = (next: readonly TransformStep[], label: string, merge?: string): void =>
    change(label, (before) => ({ ...before, transformations: next }), merge);
  const move = (from: number, by: number): void => {
    const to = from + by;
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length) return;
    const next = [...steps];
    next.splice(to, 0, ...next.splice(from, 1));
    setOpen(open === from ? to : open === to ? from : open);
    setDebug(new Set([...debug].map((at) => (at === from ? to : at === to ? from : at))));
    focus.current = to;
    setSaid(t.moved(nameOf(step), to + 1));
    set(next, w.edit.steps.moveStep(nameOf(step)));
  };
  const toggleDebug = (at: number): void => {
    const next = new Set(debug);
    if (!next.delete(at)) next.add(at);
    setDebug(next);
  };
  const first = stages.of.get(-1);
  return (
    <section class="dash-pipeline" aria-label={t.title}>
      <header>
        <h3 class="o-sp">{t.title}</h3>
        <Button size="sm" kind="ghost" icon="plus" onClick={() => setPicking(true)}>
          {t.add}
        </Button>
      </header>
      {steps.length === 0 && <p class="o-help">{t.none}</p>}
      {steps.length > 0 && (
        <ol ref={list}>
          <li class="dash-step dash-step-first">
            <div class="dash-step-head">
              <button
                type="button"
                class="dash-step-name"
                aria-expanded={debug.has(-1)}
                aria-label={t.before}
                onClick={() => toggleDebug(-1)}
              >
                <span class="o-trunc">{t.queries}</span>
                <span class="o-sp" />
                {first && (
                  <>
                    <small>{t.frames(first.frames)}</small>
                    <small class="dash-step-rows">{t.rows(first.rows)}</small>
                    <small class="dash-step-ms" />
                  </>
                )}
              </button>
            </div>
            {debug.has(-1) && <StageTable stage={first} label={t.before} zone={zone} />}
          </li>
          {steps.map((step, at) => {
            const name = nameOf(step);
            return (
              <Step
                key={at}
                step={step}
                at={at}
                last={at === steps.length - 1}
                name={name}
                form={forms?.get(step.id)}
                known={board.shell.transformations.some(({ id }) => id === step.id)}
                before={stages.of.get(at - 1)?.sample ?? result?.raw ?? []}
                stage={stages.of.get(at)}
                problem={stages.problems.find(({ index }) => index === at)}
                zone={zone}
                open={open === at}
                debug={debug.has(at)}
                onOpen={() => setOpen(open === at ? undefined : at)}
                onDebug={() => toggleDebug(at)}
                onMove={(by) => move(at, by)}
                onRemove={() => {
                  setOpen(undefined);
                  setDebug(new Set());
                  set(
                    steps.filter((_, other) => other !== at),
                    w.edit.steps.removeStep(name),
                  );
                }}
                onChange={(next, merges) =>
                  set(
                    steps.map((one, other) => (other === at ? next : one)),
                    merges ? w.edit.steps.editStep(name) : w.edit.steps.switchStep(name),
                    merges ? `step-${at}` : undefined,
                  )
                }
              />
            );
          })}
        </ol>
      )}
      <p class="o-vh" role="status">
        {said}
      </p>
      {picking && (
        <TransformationPicker
          forms={forms}
          onClose={() => setPicking(false)}
          onPick={(id, form) => {
            setPicking(false);
            setOpen(steps.length);
            focus.current = steps.length;
            set([...steps, { id, options: { ...form.initial } }], w.edit.steps.addStep(form.name));
          }}
        />
      )}
    </section>
  );
}
