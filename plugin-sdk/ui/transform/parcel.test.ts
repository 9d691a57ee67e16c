import { frame, numberField, stringField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { buffersOf, pack, pieceLength, pieceOf, unpack } from './parcel.ts';

describe('a parcel of frames', () => {
  test('sends long lists of texts in pieces, and puts them together in order', () => {
    const words = Array.from({ length: pieceLength * 2 + 3 }, (_, row) => `w${row}`);
    const frames = [frame([numberField('n', new Float64Array(words.length)), stringField('w', words)])];
    const { frames: heads, pieces } = pack(frames);
    expect(heads[0]!.fields[1]!.values).toEqual([]);
    expect(pieces).toHaveLength(3);
    const back = unpack(
      heads,
      pieces.map((piece) => pieceOf(frames, piece)),
    );
    expect(back).toEqual(frames);
  });
  test('is the frames themselves when nothing is long', () => {
    const frames = [frame([stringField('w', ['a'])])];
    expect(pack(frames)).toEqual({ frames, pieces: [] });
    expect(unpack(frames, [])).toBe(frames);
  });
  test('hands each buffer over once, also where two columns are views of one', () => {
    const buffer = new Float64Array(8);
    const frames = [frame([numberField('a', buffer.subarray(0, 4)), numberField('b', buffer.subarray(4, 8))])];
    expect(buffersOf(frames)).toEqual([buffer.buffer]);
  });
});
