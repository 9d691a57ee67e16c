/** Frames may carry the Arrow stream they came in; it goes on as it is. */
export const arrowStream = Symbol('arrow stream');

export function arrowStreamOf(frame: object): Uint8Array | undefined {
  return (frame as { [arrowStream]?: Uint8Array })[arrowStream];
}
