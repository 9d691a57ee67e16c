/** Something of the server, asked for at first, again when what it depends on changes, and when told. */
import { useEffect, useState } from 'preact/hooks';

export interface LoadedValue<Value> {
  readonly value: Value | undefined;
  readonly failure: Error | undefined;
  reload(): void;
}

/** What was there stays until the next answer, unless it is about something else. */
export function useLoaded<Value>(load: (() => Promise<Value>) | undefined, about: readonly unknown[]): LoadedValue<Value> {
  const [state, setState] = useState<{ value?: Value; failure?: Error; about: string }>({ about: '' });
  const [count, setCount] = useState(0);
  const name = JSON.stringify(about);
  useEffect(() => {
    if (!load) return;
    let wanted = true;
    load().then(
      (value) => wanted && setState({ value, about: name }),
      (failure: Error) => wanted && setState((before) => ({ ...(before.about === name && before), failure, about: name })),
    );
    return () => {
      wanted = false;
    };
  }, [name, count, load === undefined]);
  const fits = state.about === name;
  return {
    value: fits ? state.value : undefined,
    failure: fits ? state.failure : undefined,
    reload: () => setCount((before) => before + 1),
  };
}
