/** The keyboard of the grid: by cell, with a selection that grows from where it began. */
import { useState } from 'preact/hooks';

/** `row` -1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}
export interface Selection {
  readonly at: Place;
  readonly from: Place;
}

export interface GridActions {
  readonly rows: number;
  readonly columns: number;
  readonly hasHead: boolean;
  /** Rows that fit into sight. */
  readonly page: number;
  reveal(place: Place): void;
  sort(column: number, more: boolean): void;
  filter(column: number): void;
  enter(place: Place): void;
  copy(selection: Selection): void;
  resize(column: number, by: number): void;
}

export function useKeys(actions: GridActions): {
  readonly selection: Selection | undefined;
  select(at: Place, extend: boolean): void;
  onKeyDown(event: KeyboardEvent): void;
  clear(): void;
} {
  const [selection, setSelection] = useState<Selection>();
  const top = actions.hasHead ? -1 : 0;
  const clamp = ({ row, column }: Place): Place => ({
    row: Math.max(top, Math.min(actions.rows - 1, row)),
    column: Math.max(0, Math.min(actions.columns - 1, column)),
  });
  const select = (at: Place, extend: boolean): void => {
    const place = clamp(at);
    setSelection((before) => ({ at: place, from: extend && before ? before.from : place }));
    actions.reveal(place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || actions.columns === 0) return;
    const at = selection?.at ?? { row: top, column: 0 };
    const command = event.ctrlKey || event.metaKey;
    const done = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (at.row === -1 && event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      done();
      return actions.resize(at.column, event.key === 'ArrowLeft' ? -16 : 16);
    }
    const next = moved(at, event.key, command, actions, top);
    if (next && !event.altKey) {
      done();
      return select(next, event.shiftKey);
    }
    if (command && event.key.toLowerCase() === 'a') {
      done();
      return setSelection({ from: { row: 0, column: 0 }, at: { row: actions.rows - 1, column: actions.columns - 1 } });
    }
    if (command && event.key.toLowerCase() === 'c') {
      // Text that the person marked with the pointer is what they want to copy.
      if (!(event.currentTarget as HTMLElement).ownerDocument.getSelection()?.isCollapsed) return;
      done();
      return actions.copy(selection ?? { at, from: at });
    }
    if (command || event.altKey) return;
    if (event.key === 's') {
      done();
      return actions.sort(at.column, event.shiftKey);
    }
    if (event.key === 'f') {
      done();
      return actions.filter(at.column);
    }
    if (event.key === 'Enter') {
      done();
      return at.row === -1 ? actions.sort(at.column, event.shiftKey) : actions.enter(at);
    }
    if (event.key === ' ') {
      done();
      if (at.row === -1) return actions.sort(at.column, event.shiftKey);
      return setSelection({ from: { row: at.row, column: 0 }, at: { row: at.row, column: actions.columns - 1 } });
    }
    if (event.key === 'Escape' && selection && (selection.at !== selection.from || selection.at.row >= 0)) {
      done();
      setSelection(selection.at === selection.from ? undefined : { at: selection.at, from: selection.at });
    }
  };
  return { selection, select, onKeyDown, clear: () => setSelection(undefined) };
}

function moved(
  { row, column }: Place,
  key: string,
  command: boolean,
  { rows, columns, page }: GridActions,
  top: number,
): Place | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { row, column: command ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: command ? columns - 1 : column + 1 };
    case 'ArrowUp':
      return { row: command ? top : row - 1, column };
    case 'ArrowDown':
      return { row: command ? rows - 1 : row + 1, column };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return command ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return command ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return undefined;
  }
}

/** True for cells inside of the rectangle between both ends. */
export function isSelected(selection: Selection | undefined, row: number, column: number): boolean {
  if (!selection || selection.at === selection.from) return false;
  const { at, from } = selection;
  return (
    row >= Math.min(at.row, from.row) &&
    row <= Math.max(at.row, from.row) &&
    column >= Math.min(at.column, from.column) &&
    column <= Math.max(at.column, from.column)
  );
}
