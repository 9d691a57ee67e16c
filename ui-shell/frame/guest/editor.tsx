import { type ConfigEditorProps, type DatasourceUi, type QueryEditorProps, Toasts } from '@orrery/plugin-sdk/ui';
import { type JSX, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Showing } from '../frame.ts';
import type { EditorPart, FromGuest } from '../messages.ts';
import { type Asking, callsOf } from './asking.ts';

type EditorComponent = (props: Readonly<Record<string, unknown>>) => JSX.Element;

/** An editor of a datasource. What is typed shows at once: the page's answer comes a moment later. */
export function showEditor(ui: DatasourceUi, part: EditorPart, say: (message: FromGuest) => void, asking: Asking): Showing {
  const Editor = ui[part] as unknown as EditorComponent;
  const subject = part === 'config' ? 'settings' : 'query';
  const root = document.body.appendChild(document.createElement('div'));
  return (message) => {
    if (message.type !== 'props') return;
    document.documentElement.dataset.theme = message.theme.name;
    const onChange = (next: unknown): void => asking.tell('onChange', next);
    const props = { ...message.props, ...callsOf(asking, message.calls), onChange } as unknown as ConfigEditorProps & QueryEditorProps;
    render(
      <>
        <Edited Editor={Editor} props={props} subject={subject} />
        <Toasts />
      </>,
      root,
    );
    if (part !== 'config' && ui.describe) say({ type: 'describe', text: String(ui.describe(props.query)) });
  };
}

function Edited({
  Editor,
  props,
  subject,
}: {
  Editor: EditorComponent;
  props: ConfigEditorProps & QueryEditorProps;
  subject: 'settings' | 'query';
}): JSX.Element {
  const given = props[subject];
  const [mine, setMine] = useState<unknown>(given);
  const text = JSON.stringify(given);
  useEffect(() => setMine(given), [text]);
  const change = (next: never): void => {
    setMine(next);
    props.onChange(next);
  };
  return <Editor {...props} {...{ [subject]: mine }} onChange={change} />;
}
