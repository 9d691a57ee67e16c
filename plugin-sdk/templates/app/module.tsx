/** What the browser loads: pages by the names the manifest promises. */
import './sample.css';
import { api, Button, ErrorState, Field, Input, Loading, type PageProps } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';
import { type Note, notesPath } from './note.ts';

function Notes({ shell }: PageProps) {
  const [notes, setNotes] = useState<readonly Note[]>();
  const [failure, setFailure] = useState<string>();
  const [text, setText] = useState('');
  const load = () =>
    api<Note[]>(notesPath).then(setNotes, (error: Error) => {
      setFailure(error.message);
    });
  useEffect(() => void load(), []);

  async function add(event: Event): Promise<void> {
    event.preventDefault();
    try {
      await api(notesPath, { method: 'POST', body: { text } });
      setText('');
      await load();
    } catch (error) {
      shell.toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
    }
  }

  if (failure)
    return (
      <ErrorState
        page
        title="The notes could not be read"
        text={failure}
        part="Sample"
        onRetry={() => {
          setFailure(undefined);
          void load();
        }}
      />
    );
  if (!notes) return <Loading shape="rows" />;
  return (
    <div class="acme-sample">
      <form onSubmit={(event) => void add(event)}>
        <Field label="New note">
          <Input value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </Field>
        <Button kind="primary" type="submit" disabled={text.trim() === ''}>
          Add
        </Button>
      </form>
      {notes.length === 0 ? (
        <p>No notes yet. Write the first one above.</p>
      ) : (
        <ul>
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <small>
                {note.author}, {new Date(note.created).toLocaleString()}
              </small>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export const pages = { notes: Notes };
