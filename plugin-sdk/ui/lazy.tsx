import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { kit } from './kit-text/index.ts';
import { ErrorState, Loading } from './states.tsx';

/** A part of the page that is loaded when it is first needed. A failed load can be tried again and takes nothing else along. */
export function lazy<Props extends object>(
  load: () => Promise<(props: Props) => ComponentChildren>,
  /** What stands there meanwhile. */
  waiting: ComponentChildren = <Loading shape="rows" />,
): (props: Props) => JSX.Element {
  let loaded: ((props: Props) => ComponentChildren) | undefined;
  return function Lazy(props: Props): JSX.Element {
    const [part, setPart] = useState(() => loaded);
    const [failure, setFailure] = useState('');
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      if (part) return;
      load().then(
        (found) => {
          loaded = found;
          setPart(() => found);
        },
        (error: Error) => setFailure(error.message),
      );
    }, [attempt]);
    if (part) {
      const Part = part as (props: Props) => JSX.Element;
      return <Part {...props} />;
    }
    if (failure) return <ErrorState title={kit.partFailed} text={failure} onRetry={() => (setFailure(''), setAttempt(attempt + 1))} />;
    return <>{waiting}</>;
  };
}
