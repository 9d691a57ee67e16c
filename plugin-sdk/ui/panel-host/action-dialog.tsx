import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Button as KitButton } from '../button.tsx';
import type { Dialog as KitDialog } from '../dialog.tsx';
import type { Field as KitField, Input as KitInput } from '../field.tsx';
import { asksOf, confirmationOf, requestFor, run } from './action-request.ts';
import type { PanelAction } from './actions.ts';
import { t } from './action-text/index.ts';

/** Handed in: what this file shared with the kit would be a file of its own, which everybody fetches who draws a panel. */
export interface ActionKit {
  readonly Button: typeof KitButton;
  readonly Dialog: typeof KitDialog;
  readonly Field: typeof KitField;
  readonly Input: typeof KitInput;
}

/** Nothing is sent that the person did not see and confirm: the dashboard's author wrote it. */
export function ActionDialog({ action, kit, onClose }: { action: PanelAction; kit: ActionKit; onClose(): void }): JSX.Element {
  const { Button, Dialog, Field, Input } = kit;
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [state, setState] = useState<{ readonly busy?: boolean; readonly failure?: string; readonly done?: boolean }>({});
  const request = requestFor(action, answers, location.origin);
  const refused = typeof request === 'string' ? t.refused[request] : undefined;
  const send = async (): Promise<void> => {
    if (typeof request === 'string') return;
    setState({ busy: true });
    try {
      await run(request);
      setState({ done: true });
    } catch (error) {
      setState({ failure: t.failed(error instanceof Error ? error.message : String(error)) });
    }
  };
  return (
    <Dialog
      title={action.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{state.done ? t.close : t.cancel}</Button>
          {!state.done && (
            <Button kind="primary" disabled={refused !== undefined || state.busy === true} onClick={() => void send()}>
              {t.send}
            </Button>
          )}
        </>
      }
    >
      <p>{confirmationOf(action) || t.confirm}</p>
      {asksOf(action).map(({ key, name }) => (
        <Field key={key} label={name}>
          <Input value={answers[key] ?? ''} onInput={(event) => setAnswers({ ...answers, [key]: event.currentTarget.value })} />
        </Field>
      ))}
      {typeof request !== 'string' && (
        <pre class="o-action-request">{[`${request.method} ${request.url}`, request.body].filter(Boolean).join('\n\n')}</pre>
      )}
      {(refused ?? state.failure) && (
        <p class="o-warn" role="alert">
          {refused ?? state.failure}
        </p>
      )}
      {state.done && <p role="status">{t.done}</p>}
    </Dialog>
  );
}
