import { api, Badge, Button, Dialog, ErrorState, Input, Loading } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LibraryElement } from '../../model/library.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';

interface Listed extends LibraryElement {
  readonly type?: string;
  readonly description?: string;
  readonly meta?: { readonly folderName?: string; readonly connectedDashboards?: number };
}

/** Which panel of the library goes onto the dashboard. */
export function LibraryPicker({ onPick, onClose }: { onPick: (element: LibraryElement) => void; onClose: () => void }): JSX.Element {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly Listed[]>();
  const [failure, setFailure] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    const query = new URLSearchParams({ kind: '1', perPage: '100', searchString: words.trim() });
    api<{ result: { elements: readonly Listed[] } }>(`/api/library-elements?${query}`, { signal: leaving.signal }).then(
      ({ result }) => {
        setFailure('');
        setFound(result.elements);
      },
      (error: Error) => leaving.signal.aborted || setFailure(error.message),
    );
    return () => leaving.abort();
  }, [words]);
  return (
    <Dialog
      title={w.library.pickTitle}
      onClose={onClose}
      actions={
        <Button kind="ghost" onClick={onClose}>
          {t.cancel}
        </Button>
      }
    >
      <Input
        icon="search"
        type="search"
        aria-label={w.library.find}
        placeholder={w.library.find}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      {failure && <ErrorState title={failure} />}
      {!found && !failure && <Loading shape="rows" />}
      {found?.length === 0 && (
        <p class="o-t13 o-ter dash-library-none">{words.trim() ? w.library.noneFound(words.trim()) : w.library.none}</p>
      )}
      <ul class="dash-library">
        {found?.map((element) => (
          <li key={element.uid}>
            <button type="button" onClick={() => onPick(element)}>
              <span class="o-sp o-trunc">
                <b>{element.name}</b> <span class="o-ter">{element.description}</span>
              </span>
              {element.meta?.folderName && <span class="o-ter o-trunc">{element.meta.folderName}</span>}
              <Badge>{element.type || element.model.type}</Badge>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
