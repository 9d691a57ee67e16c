import { ApiError, api } from '@orrery/plugin-sdk/ui';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { fromLibrary, type LibraryElement } from '../../model/library.ts';
import type { PanelModel } from '../../model/types.ts';
import { useBoard } from '../board/context.ts';

/** The library as one page knows it: each element is asked for once. */
export interface Library {
  element(uid: string): Promise<LibraryElement>;
  /** What is known changed: the next look asks again. */
  forget(uid: string): void;
}

export function createLibrary(): Library {
  const known = new Map<string, Promise<LibraryElement>>();
  return {
    element(uid) {
      const asked = known.get(uid) ?? loadElement(uid);
      known.set(uid, asked);
      asked.catch(() => known.delete(uid));
      return asked;
    },
    forget: (uid) => void known.delete(uid),
  };
}

async function loadElement(uid: string): Promise<LibraryElement> {
  return (await api<{ result: LibraryElement }>(`/api/library-elements/${encodeURIComponent(uid)}`)).result;
}

export interface LibraryPanel {
  readonly panel: PanelModel;
  readonly state: 'here' | 'loading' | 'gone' | 'failed';
}

/** A panel with what the library says of it; any other as it is. */
export function useLibraryPanel(panel: PanelModel): LibraryPanel {
  const { library } = useBoard();
  const uid = panel.libraryPanel?.uid;
  const [found, setFound] = useState<{ readonly uid: string; readonly element?: LibraryElement; readonly gone?: boolean }>();
  useEffect(() => {
    if (!uid) return;
    let left = false;
    library.element(uid).then(
      (element) => left || setFound({ uid, element }),
      (error: unknown) => left || setFound({ uid, gone: error instanceof ApiError && error.status === 404 }),
    );
    return () => {
      left = true;
    };
  }, [uid, library]);
  const element = found && found.uid === uid ? found.element : undefined;
  const merged = useMemo(() => (element ? fromLibrary(panel, element) : panel), [panel, element]);
  if (!uid) return { panel, state: 'here' };
  if (found?.uid !== uid) return { panel, state: 'loading' };
  if (!element) return { panel, state: found.gone ? 'gone' : 'failed' };
  return { panel: merged, state: 'here' };
}
