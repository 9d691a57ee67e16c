/**
 * One WebSocket a tab for all live channels: JSON messages `{subscribe}` and `{unsubscribe}` out, `{channel, data}` in.
 * It opens with the first listener, comes back by itself after a loss (0.5 s, doubling to 30 s), and subscribes anew.
 */
export interface Live {
  listen(channel: string, listener: (data: unknown) => void): () => void;
  /** Hears `true` when connected, `false` when the connection is lost. */
  onState(listener: (connected: boolean) => void): () => void;
  close(): void;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;

export function connectLive(url: string, open: (url: string) => WebSocket = (address) => new WebSocket(address)): Live {
  const channels = new Map<string, Set<(data: unknown) => void>>();
  const states = new Set<(connected: boolean) => void>();
  let socket: WebSocket | undefined;
  let wait = firstWaitMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const send = (message: object): void => {
    if (socket?.readyState === 1) socket.send(JSON.stringify(message));
  };
  const connect = (): void => {
    timer = undefined;
    const current = open(url);
    socket = current;
    current.onopen = () => {
      wait = firstWaitMs;
      for (const channel of channels.keys()) send({ subscribe: channel });
      for (const listener of states) listener(true);
    };
    current.onmessage = ({ data }) => {
      const { channel, data: value, error } = JSON.parse(String(data)) as { channel?: string; data?: unknown; error?: unknown };
      if (channel === undefined || error !== undefined) return;
      for (const listener of [...(channels.get(channel) ?? [])]) listener(value);
    };
    current.onclose = () => {
      if (closed || socket !== current) return;
      for (const listener of states) listener(false);
      // A little chance, so that a restarted server is not met by all its tabs at once.
      timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
      wait = Math.min(longestWaitMs, wait * 2);
    };
  };

  return {
    listen(channel, listener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners);
      listeners.add(listener);
      if (!socket && !closed) connect();
      else if (listeners.size === 1) send({ subscribe: channel });
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        channels.delete(channel);
        send({ unsubscribe: channel });
      };
    },
    onState(listener) {
      states.add(listener);
      return () => states.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
