/** What cells of a table hold besides short texts and numbers. */
import { type FrameData, field, frame, numberField, stringField } from '@orrery/plugin-sdk/data';
import { series } from './made.ts';

const long = 'a sentence that goes on and on until no column of a usual width has any room left for what it still has to say';

const gap = Array.from({ length: 20 }, (_, index) => 20 + index);

export const tableSets = {
  sparks: [
    frame([
      stringField('Host', ['a', 'b', 'c']),
      field('Trend', 'frame', 'json.RawMessage', [series('x'), series('y', { seed: 3 }), series('z', { seed: 7, swing: 40 })]),
    ]),
  ],
  sparksWithGaps: [
    frame([
      stringField('Host', ['a', 'b']),
      field('Trend', 'frame', 'json.RawMessage', [series('x', { nulls: gap }), series('y', { seed: 3, nulls: gap })]),
    ]),
  ],
  marked: [frame([stringField('Note', ['**Strong** and `code`', '- one\n- two\n- three', 'plain'])])],
  longTexts: [frame([stringField(`Message ${long}`, [long, 'short', long]), numberField('Count', Float64Array.of(1, 2, 3))])],
  pictures: [frame([stringField('Picture', ['javascript:alert(1)', 'https://example.org/house.png'])])],
  styled: [
    frame([
      stringField('Style', ['{"color":"red","fontWeight":"bold"}', '{"background":"#123456"}', '{"position":"fixed"}']),
      numberField('Value', Float64Array.of(1, 2, 3)),
    ]),
  ],
} satisfies Record<string, readonly FrameData[]>;
