/** What a component asks the server for: asked again when its question changes, the last answer kept until the next is there. */
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Answer<Value> {
  readonly value?: Value;
  readonly error?: string;
  readonly loading: boolean;
  /** Asks once more. */
  reload(): void;
}

/** `question` is compared as text; `round` asks the same again, as time goes on. */
export function useAnswer<Value>(question: string, ask: (signal: AbortSignal) => Promise<Value>, round: unknown = 0): Answer<Value> {
  const [state, setState] = useState<{ readonly value?: Value; readonly error?: string; readonly loading: boolean }>({ loading: true });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    latest.current(stop.signal).then(
      (value) => !stop.signal.aborted && setState({ value, loading: false }),
      (error: unknown) =>
        !stop.signal.aborted &&
        setState((before) => ({ ...before, error: error instanceof Error ? error.message : String(error), loading: false })),
    );
    return () => stop.abort();
  }, [question, round, attempt]);
  return { ...state, reload: () => setAttempt((before) => before + 1) };
}
