import { Icon, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';

export interface Step {
  readonly label: string;
  readonly hint?: string;
  readonly done: boolean;
  readonly path?: string;
}

/** What to do next, and what is done: the first that is not gets the button. */
export function Checklist({ steps, onDismiss }: { steps: readonly Step[]; onDismiss(): void }): JSX.Element {
  const done = steps.filter((step) => step.done).length;
  const next = steps.findIndex((step) => !step.done);
  return (
    <section class="o-card fl-steps" aria-labelledby="fl-steps">
      <header>
        <h2 id="fl-steps">{t.steps.title}</h2>
        <span class="o-sp" />
        <span class="o-t12 o-ter">{t.steps.done(done, steps.length)}</span>
        <IconButton icon="x" size="sm" label={t.steps.dismiss} onClick={onDismiss} />
      </header>
      <progress class="fl-progress" value={done} max={steps.length} aria-label={t.steps.done(done, steps.length)} />
      <ol>
        {steps.map((step, index) => (
          <li key={step.label} class={step.done ? 'fl-done' : index === next ? 'fl-next' : ''}>
            <span class="fl-number">{step.done ? <Icon name="check" size="xs" /> : index + 1}</span>
            <span class="fl-step">
              {step.path && !step.done ? <a href={step.path}>{step.label}</a> : step.label}
              {index === next && step.hint && <small>{step.hint}</small>}
            </span>
            {index === next && step.path && (
              <a class="o-btn o-sm" href={step.path} aria-label={`${t.steps.start}: ${step.label}`}>
                {t.steps.start}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
