/** Scenarios whose data comes over a live channel: the frame says which. */
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import { streamChannel, streamNames, streamOf } from '../streams.ts';
import type { Scenarios } from './scenario.ts';

export const live: Scenarios = {
  live: ({ refId, channel = 'random-2s-stream' }, _range, uid) => {
    const path = channel.split('/').at(-1) ?? '';
    if (!streamOf(path))
      return {
        frames: [],
        error: `There is no stream "${path}". There are ${streamNames.join(', ')}.`,
        status: 400,
        errorSource: 'plugin',
      };
    return [channelFrame(refId, streamChannel(uid, path))];
  },
  streaming_client: ({ refId, stream = {} }, _range, uid) => {
    const { type = 'signal', speed = 250, spread = 3.5, noise = 2.2, bands = 1 } = stream;
    const path = { signal: `signal/${speed}/${spread}/${noise}/${bands}`, logs: `logs/${speed}` }[type];
    if (!path)
      return {
        frames: [],
        error: `There is no stream of the kind "${type}". There are signal and logs.`,
        status: 400,
        errorSource: 'plugin',
      };
    return [channelFrame(refId, streamChannel(uid, path))];
  },
};

function channelFrame(refId: string, channel: string) {
  return frame([timeField('Time', new Float64Array()), numberField('Value', new Float64Array())], { refId, meta: { channel } });
}
